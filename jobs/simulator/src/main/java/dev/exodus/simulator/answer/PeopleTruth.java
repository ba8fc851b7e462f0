package dev.exodus.simulator.answer;

import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Signup;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.feed.Draft;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes down who did what in which five minutes, of every event that counts: one long each, so
 * that it costs next to nothing while records are sent. {@link PeopleKey} reads it.
 */
final class PeopleTruth {
    private static final int BUFFER = 1 << 16;
    private static final int NOBODY = -1;

    /** Records before the first moment: they may be late. */
    private static final long EARLIER_CELLS = 12;

    private static final int[] OF_OUTCOME = new int[Connection.Outcome.values().length];

    static {
        for (Connection.Outcome outcome : Connection.Outcome.values()) {
            OF_OUTCOME[outcome.ordinal()] =
                    switch (outcome) {
                        case OK -> PeopleKey.Deed.CONNECTED.ordinal();
                        case AUTH_FAILED -> NOBODY;
                        default -> PeopleKey.Deed.FAILED.ordinal();
                    };
        }
    }

    private final FileChannel out;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final long firstCell;

    PeopleTruth(Path file, Scenario scenario, SimulationOptions options) throws IOException {
        out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        long from = options.from().toEpochMilli() + options.shiftMillis();
        firstCell = Math.floorDiv(from, PeopleKey.CELL_MS) - EARLIER_CELLS;
        buffer.putLong(firstCell);
        buffer.putLong(scenario.services().size());
        scenario.services().forEach(service -> buffer.putLong(service.connectionWeight()));
    }

    /** Takes a connection or a step of a sign-up that counts. */
    void take(Draft draft) throws IOException {
        int deed =
                draft.feed == Feed.CONNECTION
                        ? OF_OUTCOME[draft.counter]
                        : draft.counter == Signup.Step.COMPLETED.ordinal()
                                ? PeopleKey.Deed.REGISTERED.ordinal()
                                : NOBODY;
        if (deed == NOBODY) {
            return;
        }
        if (!buffer.hasRemaining()) {
            flush();
        }
        long cell = Math.floorDiv(draft.eventTime, PeopleKey.CELL_MS) - firstCell;
        buffer.putLong(PeopleKey.record(draft.country, draft.person, draft.service, deed, cell));
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
        buffer.clear();
    }

    void close() throws IOException {
        flush();
        out.close();
    }
}
