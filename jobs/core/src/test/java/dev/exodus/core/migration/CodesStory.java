package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes of b: forty a minute are asked for in DE and ten in ES, four times as many while a fails,
 * and from five minutes after that until an hour after only a third of them arrive, late.
 */
final class CodesStory {
    static final long STUCK_FROM = MigrationStory.START + 5;
    static final long STUCK_TO = MigrationStory.END + 60;

    private CodesStory() {}

    static boolean isStuck(long minute) {
        return minute >= STUCK_FROM && minute < STUCK_TO;
    }

    private static long share(String country) {
        return country.equals("DE") ? 4 : country.equals("ES") ? 1 : 5;
    }

    /** Requests in a minute: those of all countries are their sum. */
    static long requested(String country, long minute) {
        boolean more = minute >= MigrationStory.START && minute < STUCK_TO;
        return share(country) * (more ? 40 : 10 + minute % 3);
    }

    static long verified(String country, long minute) {
        long each = requested(country, minute) / share(country);
        return share(country) * (isStuck(minute) ? each / 4 : each - 1);
    }

    static SmsFunnel funnel(String country, long minute, boolean settled) {
        return funnel(country, minute, settled, requested(country, minute), settled ? 3 : 1);
    }

    static SmsFunnel funnel(
            String country, long minute, boolean settled, long requested, long revision) {
        boolean stuck = isStuck(minute);
        long delivered = stuck ? requested / 3 : requested;
        return new SmsFunnel(
                "b",
                country,
                "*",
                MigrationStory.at(minute),
                requested,
                requested,
                delivered,
                Math.min(requested, verified(country, minute)),
                0,
                0,
                stuck ? requested / 2 : requested,
                stuck ? requested - requested / 2 : 0,
                stuck ? 400_000L : 4_000L,
                stuck ? 450_000L : 9_000L,
                null,
                null,
                settled,
                1,
                revision);
    }

    static SmsMinute rates(String country, long minute, long missing, long revision) {
        long requested = requested(country, minute) - missing;
        long delivered = isStuck(minute) ? requested / 3 : requested;
        return new SmsMinute(
                "b",
                country,
                "*",
                MigrationStory.at(minute),
                requested,
                requested,
                delivered,
                0,
                0,
                0,
                60,
                true,
                1,
                revision);
    }

    static Tick tick(String feed, long through) {
        return new Tick(feed, "b", MigrationStory.at(through), 1, 60 * through);
    }

    /** All of a minute as it is in the end. */
    static List<Fact> minute(long minute) {
        List<Fact> rows = new ArrayList<>();
        for (String country : MigrationStory.COUNTRIES) {
            rows.add(funnel(country, minute, true));
            rows.add(rates(country, minute, 0, 2));
        }
        return rows;
    }

    static List<Tick> ticks(long through) {
        return List.of(tick("sms", through), tick(Tick.FUNNEL, through));
    }
}
