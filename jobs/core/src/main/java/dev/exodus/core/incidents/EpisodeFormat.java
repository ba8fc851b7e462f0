package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import dev.exodus.core.outages.Episode;
import dev.exodus.core.outages.OpeningTest;
import dev.exodus.core.outages.Verdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** How episodes, series and sayings lie in state. */
final class EpisodeFormat {
    private static final int NOTHING = -1;

    private EpisodeFormat() {}

    static void write(Series series, DataOutput out) throws IOException {
        out.writeByte(series.signal().ordinal());
        out.writeUTF(series.country());
        out.writeUTF(series.platform());
        out.writeInt(series.step());
    }

    static Series series(DataInput in) throws IOException {
        Signal signal = Signal.values()[in.readByte()];
        return new Series(signal, in.readUTF(), in.readUTF(), in.readInt());
    }

    static void write(Episode episode, DataOutput out) throws IOException {
        out.writeByte(episode.direction().ordinal());
        out.writeLong(episode.start());
        out.writeLong(episode.detected());
        out.writeLong(episode.end());
        out.writeDouble(episode.weight());
        out.writeDouble(episode.observed());
        out.writeDouble(episode.expected());
        out.writeDouble(episode.surprise());
        out.writeByte(episode.tests().stream().mapToInt(test -> 1 << test.ordinal()).sum());
        out.writeBoolean(episode.givenUp());
    }

    /**
     * @param withoutWeight whether it was written when every event counted once
     */
    static Episode episode(DataInput in, boolean withoutWeight) throws IOException {
        return new Episode(
                Direction.values()[in.readByte()],
                in.readLong(),
                in.readLong(),
                in.readLong(),
                withoutWeight ? 1 : in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                tests(in.readByte()),
                in.readBoolean());
    }

    private static Set<OpeningTest> tests(int bits) {
        Set<OpeningTest> tests = EnumSet.allOf(OpeningTest.class);
        tests.removeIf(test -> (bits & 1 << test.ordinal()) == 0);
        return tests;
    }

    /** Nothing may have been said. */
    static void write(Told told, DataOutput out) throws IOException {
        if (told == null) {
            out.writeByte(NOTHING);
            return;
        }
        out.writeByte(told.verdict().ordinal());
        out.writeDouble(told.observed());
        out.writeDouble(told.expected());
        out.writeDouble(told.lower());
        out.writeDouble(told.upper());
    }

    static Told told(DataInput in) throws IOException {
        int verdict = in.readByte();
        if (verdict == NOTHING) {
            return null;
        }
        return new Told(
                Verdict.values()[verdict],
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
