package dev.exodus.simulator.history;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The days before a simulation as rows of minutes, drawn as counts rather than event by event: the
 * same demand, news and noise, with gateways and servers that keep up. It ends a little before the
 * simulation begins, whose late events have minutes of their own there, or with the first outage
 * before that.
 */
public final class History {
    /** How much of it there is. */
    public static final Duration LENGTH = Duration.ofDays(31);

    /**
     * So old is at most what is counted of a simulation: the first record of a partition is
     * admitted whatever its age, and it may be the copy, 14 minutes later, of an event that was
     * sent 23.5 minutes late.
     */
    private static final Duration BEFORE = Duration.ofMinutes(40);

    private static final int MINUTE = 60;

    private final Scenario scenario;
    private final SimulationOptions options;

    public History(Scenario scenario, SimulationOptions options) {
        this.scenario = scenario;
        this.options = options;
    }

    /** Takes the rows. */
    public interface Rows {
        void add(Fact row) throws IOException;
    }

    /** Its begin, before any shift. */
    public Instant from() {
        return to().minus(LENGTH);
    }

    /** Its end, before any shift. */
    public Instant to() {
        Instant end = options.from().minus(BEFORE);
        return scenario.outages().stream()
                .flatMap(outage -> outage.parts().stream())
                .map(Scenario.Part::start)
                .filter(start -> start.isBefore(end))
                .min(Instant::compareTo)
                .orElse(end);
    }

    /**
     * Writes the rows of a feed, in order of time.
     *
     * @return how many
     */
    public long write(Feed feed, Rows rows) throws IOException {
        return write(feed, from(), to(), rows);
    }

    /**
     * Writes the rows of a feed between two minutes of the scenario's time, outages, silent
     * partitions and lost events included. An outage counts from the minute that holds its start.
     * Latencies of an outage are not drawn, and codes are those of a gateway that keeps up;
     * registrations are what gateway and servers take.
     *
     * @return how many
     */
    public long write(Feed feed, Instant from, Instant to, Rows rows) throws IOException {
        List<ServiceHistory> services = new ArrayList<>();
        for (int i = 0; i < scenario.services().size(); i++) {
            services.add(
                    switch (feed) {
                        case SIGNUP -> new RegistrationHistory(scenario, i, options);
                        case SMS -> new SmsHistory(scenario, i, options);
                        case CONNECTION -> new ConnectionHistory(scenario, i, options);
                    });
        }
        long[] count = new long[1];
        long end = Math.floorDiv(to.getEpochSecond(), MINUTE);
        for (long minute = Math.floorDiv(from.getEpochSecond(), MINUTE); minute < end; minute++) {
            for (ServiceHistory service : services) {
                service.minute(
                        minute,
                        row -> {
                            count[0]++;
                            rows.add(row);
                        });
            }
        }
        return count[0];
    }
}
