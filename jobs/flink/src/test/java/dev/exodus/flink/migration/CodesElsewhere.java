package dev.exodus.flink.migration;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Viber's codes: while line is silent one of each minute is left behind, and arrives afterwards.
 */
final class CodesElsewhere {
    static final long REQUESTED = 30;

    private CodesElsewhere() {}

    /** Rows and ticks from one minute of the day to before another. */
    static List<Fact> codes(int from, int to) {
        List<Fact> facts = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            for (String country : List.of("*", "DE")) {
                facts.add(funnel(country, minute));
                facts.add(rates(country, minute));
            }
            Instant through = OutageElsewhere.time(OutageElsewhere.DAY + minute + 1);
            for (String feed : List.of("sms", Tick.FUNNEL)) {
                facts.add(new Tick(feed, "viber", through, 1, through.getEpochSecond()));
            }
        }
        return facts;
    }

    private static Fact funnel(String country, int minute) {
        return new SmsFunnel(
                "viber",
                country,
                "*",
                OutageElsewhere.time(OutageElsewhere.DAY + minute),
                REQUESTED,
                REQUESTED,
                REQUESTED,
                REQUESTED - 1,
                0,
                0,
                REQUESTED,
                0,
                4_000L,
                9_000L,
                null,
                null,
                true,
                1,
                2);
    }

    private static Fact rates(String country, int minute) {
        int later = minute - (OutageElsewhere.UP - OutageElsewhere.DOWN);
        long left = isDown(minute) ? 1 : isDown(later) ? -1 : 0;
        return new SmsMinute(
                "viber",
                country,
                "*",
                OutageElsewhere.time(OutageElsewhere.DAY + minute),
                REQUESTED,
                REQUESTED,
                REQUESTED - left,
                0,
                0,
                0,
                60,
                true,
                1,
                2);
    }

    private static boolean isDown(int minute) {
        return minute >= OutageElsewhere.DOWN && minute < OutageElsewhere.UP;
    }
}
