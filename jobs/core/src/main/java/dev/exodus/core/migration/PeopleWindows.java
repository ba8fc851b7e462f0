package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Incident;
import java.util.OptionalLong;

/**
 * In which windows people are looked for because of an outage, and when what is asked of them is
 * known. All is in minutes since 1970 and on full five minutes, as far as people are kept apart.
 *
 * @param start of the outage, rounded down
 * @param end of the outage, rounded up; empty while it goes on
 */
record PeopleWindows(long start, OptionalLong end) {
    /** People are kept apart by so many minutes. */
    static final long STEP = 60 / SeenPeople.PARTS;

    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;

    /** Days behind the outage's end after which something falls due. */
    private static final int[] DUE_DAYS = {1, 7, 28};

    /** Of an outage. */
    static PeopleWindows of(Incident outage) {
        OptionalLong end = Study.end(outage);
        return new PeopleWindows(
                floor(Study.minute(outage.startedAt())),
                end.isEmpty() ? end : end(end.getAsLong()));
    }

    /** The end of an outage that ended before a minute. */
    static OptionalLong end(long minute) {
        return OptionalLong.of(-floor(-minute));
    }

    /** The last full five minutes. */
    static long floor(long minute) {
        return Math.floorDiv(minute, STEP) * STEP;
    }

    /** The outage, as much of it as is over. */
    Window outage(long now) {
        return until(end.orElse(now), now);
    }

    /** In which those who came because of it arrive, as much of it as is over. */
    Window main(long now) {
        return until(end.isEmpty() ? now : end.getAsLong() + DAY, now);
    }

    private Window until(long end, long now) {
        return new Window(start, Math.max(start, Math.min(end, now)));
    }

    /** A day behind the outage's end, the first being 1. */
    Window day(int day) {
        long from = end.getAsLong() + (day - 1) * DAY;
        return new Window(from, from + DAY);
    }

    /** The first days behind the outage's end. */
    Window days(int days) {
        return new Window(end.getAsLong(), end.getAsLong() + days * DAY);
    }

    /** Whether all that happened within so many days behind the end is known. */
    boolean isDue(int days, long clock, long lateness) {
        return end.isPresent() && clock >= due(days, lateness);
    }

    private long due(int days, long lateness) {
        return end.getAsLong() + days * DAY + lateness;
    }

    /**
     * When all hours that the outage touches are known and can no longer change; never while it
     * goes on.
     */
    long affectedSettle(long lateness) {
        return end.isEmpty()
                ? Long.MAX_VALUE
                : -Math.floorDiv(-end.getAsLong(), HOUR) * HOUR + lateness;
    }

    /** When the row is settled but for what falls due later; never while the outage goes on. */
    long settles(long lateness) {
        return end.isEmpty() ? Long.MAX_VALUE : due(1, lateness);
    }

    /** When the last figure that is due fell due; empty before the first does. */
    OptionalLong lastDue(long clock, long lateness) {
        OptionalLong last = OptionalLong.empty();
        for (int days : DUE_DAYS) {
            if (isDue(days, clock, lateness)) {
                last = OptionalLong.of(due(days, lateness));
            }
        }
        return last;
    }

    /** When the next figure falls due; empty while the outage goes on, and when all are there. */
    OptionalLong nextDue(long clock, long lateness) {
        for (int days : DUE_DAYS) {
            if (end.isPresent() && !isDue(days, clock, lateness)) {
                return OptionalLong.of(due(days, lateness));
            }
        }
        return OptionalLong.empty();
    }
}
