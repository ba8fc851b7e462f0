package dev.exodus.flink.migration;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.Tick;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * Line is silent on day 32 from minute {@link #DOWN} to {@link #UP}, and viber gets twice as many
 * registrations meanwhile. 32 days of viber are known from before.
 */
final class OutageElsewhere {
    static final long DAY = 32 * 1440;
    static final int DOWN = 120;
    static final int UP = 180;
    static final int SETTLED = UP + 1440 + 10;

    private OutageElsewhere() {}

    static long came(long minute) {
        double level = 1 + .1 * Math.sin(minute / 97.0) + .05 * Math.sin(minute / 31.0);
        boolean more = minute >= DAY + DOWN && minute < DAY + UP;
        return Math.round((200 + 80 * Math.cos(Math.PI * minute / 720)) * level * (more ? 2 : 1));
    }

    /** A file of what was learnt of viber. */
    static LearntFile<LearntRegistrations> learnt(Path folder) throws IOException {
        double[] counts = new double[(int) DAY];
        for (int t = 0; t < counts.length; t++) {
            counts[t] = came(t);
        }
        MinuteSeries series = MinuteSeries.of(0, counts);
        Path file = folder.resolve("registrations");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            new LearntRegistrations(Map.of("viber", Map.of("*", series, "DE", series))).write(out);
        }
        Configuration options = new Configuration();
        options.set(MigrationOptions.WARM_START, file.toUri().toString());
        return MigrationOptions.warmStart(options);
    }

    /** Rows and ticks of viber from one minute of the day to before another. */
    static List<Fact> registrations(int from, int to) {
        List<Fact> facts = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            for (String country : List.of("*", "DE")) {
                facts.add(row(country, minute));
            }
            facts.add(tick(minute + 1));
        }
        return facts;
    }

    /** Viber's registrations are known to before a minute of the day. */
    static Tick tick(int minute) {
        long through = DAY + minute;
        return new Tick("signup", "viber", time(through), 1, through);
    }

    private static Fact row(String country, int minute) {
        long count = came(DAY + minute);
        return new RegistrationMinute(
                "viber", country, "*", time(DAY + minute), 0, count, 0, null, 60, true, 1, count);
    }

    static Incident open() {
        return incident(null, false, 1);
    }

    static Incident settled() {
        return incident(time(DAY + UP), true, 2);
    }

    private static Incident incident(Instant end, boolean settled, long revision) {
        Instant start = time(DAY + DOWN);
        String until = end == null ? "null" : "\"" + end + "\"";
        return new Incident(
                "0123456789abcdef",
                "line",
                "outage",
                "down",
                "critical",
                start,
                start,
                end,
                1,
                100,
                .01,
                1e-9,
                99,
                "rate",
                "[{\"start\":\"" + start + "\",\"end\":" + until + "}]",
                null,
                null,
                false,
                settled,
                start,
                "1",
                1,
                revision);
    }

    static Instant time(long minute) {
        return Instant.ofEpochSecond(60 * minute);
    }
}
