package dev.exodus.core.incidents;

import dev.exodus.schemas.facts.DowntimePattern;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * At which hours of the week, or of every day, a service goes down, again and again.
 *
 * <p>It counts the starts of episodes per hour of the week. If they came uniformly, an hour would
 * have a Poisson number of them of mean n / 168; an hour is a pattern if so many are less likely
 * than {@value #LEVEL} among the {@value #TESTS} hours tested (Bonferroni). The days that are no
 * pattern by themselves are pooled, hour by hour, and tested alike: a downtime of every evening is
 * known after four, one of every Saturday after three weeks. A pattern is reported; it suppresses
 * nothing.
 */
public final class Recurrence {
    /** Size of {@link #toBytes()}. */
    public static final int BYTES =
            Recurrence.HOURS * (Integer.BYTES + 2 * Long.BYTES) + 3 * Long.BYTES;

    static final double LEVEL = .01;
    private static final int HOURS = 168;
    private static final int DAY_HOURS = 24;

    /** Hours of the week and of the day. */
    static final int TESTS = HOURS + DAY_HOURS;

    private static final int HOUR = 3_600;
    private static final int DAY = DAY_HOURS * HOUR;

    /**
     * Seconds before an hour that are of it: what begins on the hour is found to about a minute.
     */
    private static final int EARLY = 120;

    private static final List<String> DAYS =
            List.of(
                    "Mondays",
                    "Tuesdays",
                    "Wednesdays",
                    "Thursdays",
                    "Fridays",
                    "Saturdays",
                    "Sundays");
    private static final long WEEK = (long) HOURS * HOUR;

    private final int[] starts = new int[HOURS];
    private final long[] offsets = new long[HOURS];
    private final long[] lengths = new long[HOURS];
    private long since;
    private long until;
    private long lastStart = Long.MIN_VALUE;

    /**
     * Books that the service was watched.
     *
     * @param second since the epoch
     */
    public void watched(long second) {
        since = since == 0 ? second : Math.min(since, second);
        until = Math.max(until, second);
    }

    /**
     * Books an episode that ended. One that comes and goes several times within an hour is booked
     * once.
     *
     * @param episode later than those before
     */
    public void add(Part episode, ZoneId zone) {
        watched(episode.start());
        watched(episode.end());
        long start = episode.start() + EARLY;
        ZonedDateTime local = Instant.ofEpochSecond(start).atZone(zone);
        long sinceTheHour = 60L * local.getMinute() + local.getSecond();
        long begin = start - sinceTheHour;
        if (lastStart >= begin && lastStart < begin + HOUR) {
            return;
        }
        lastStart = start;
        int hour = (local.getDayOfWeek().getValue() - 1) * DAY_HOURS + local.getHour();
        starts[hour]++;
        offsets[hour] += sinceTheHour - EARLY;
        lengths[hour] += episode.end() - episode.start();
    }

    /** Weeks in which the service was watched, begun ones included. */
    public int weeks() {
        return (int) ((until - since + WEEK - 1) / WEEK);
    }

    /** Probability of so many starts in an hour of the week if they came uniformly. */
    public double pValue(int hourOfWeek) {
        int all = allStarts();
        return all == 0 ? 1 : Poisson.atLeast(starts[hourOfWeek], (double) all / HOURS);
    }

    private int allStarts() {
        return IntStream.of(starts).sum();
    }

    private boolean isPattern(int hourOfWeek) {
        return starts[hourOfWeek] > 0 && pValue(hourOfWeek) * TESTS < LEVEL;
    }

    /**
     * The patterns, in order of the week; the revision is the number of all starts. One of every
     * day has a row for each day of the week on which it was seen.
     */
    public List<DowntimePattern> patterns(
            String service, Symptom symptom, ZoneId zone, int generation) {
        List<DowntimePattern> patterns = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            if (starts[hour] == 0) {
                continue;
            }
            boolean own = isPattern(hour);
            Sums sums = own ? Sums.NONE.plus(this, hour) : pooled(hour % DAY_HOURS);
            double p = sums.pValue(allStarts());
            if (own || p * TESTS < LEVEL) {
                String when = own ? DAYS.get(hour / DAY_HOURS) : "Any day";
                String in = own ? weeks() + " weeks" : days() + " days";
                patterns.add(pattern(service, symptom, hour, zone, generation, sums, p, when, in));
            }
        }
        return patterns;
    }

    /** Hours of the week, and their starts, seconds from the hour to them, and how long in all. */
    private record Sums(int hours, int starts, long offsets, long lengths) {
        static final Sums NONE = new Sums(0, 0, 0, 0);

        Sums plus(Recurrence of, int hour) {
            return new Sums(
                    hours + 1,
                    starts + of.starts[hour],
                    offsets + of.offsets[hour],
                    lengths + of.lengths[hour]);
        }

        /** Probability of so many of all starts if they came uniformly. */
        double pValue(int allStarts) {
            return Poisson.atLeast(starts, (double) allStarts * hours / HOURS);
        }
    }

    /** Those of an hour of the day, without the days that are a pattern by themselves. */
    private Sums pooled(int hourOfDay) {
        Sums sums = Sums.NONE;
        for (int hour = hourOfDay; hour < HOURS; hour += DAY_HOURS) {
            sums = isPattern(hour) ? sums : sums.plus(this, hour);
        }
        return sums;
    }

    /** Days in which the service was watched, begun ones included. */
    private int days() {
        return (int) ((until - since + DAY - 1) / DAY);
    }

    private DowntimePattern pattern(
            String service,
            Symptom symptom,
            int hour,
            ZoneId zone,
            int generation,
            Sums sums,
            double p,
            String when,
            String in) {
        String name = symptom.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        long start = (long) (hour % DAY_HOURS) * HOUR + Math.floorDiv(sums.offsets, sums.starts);
        String from = clock(start);
        String to = clock(start + sums.lengths / sums.starts);
        return new DowntimePattern(
                service,
                symptom.direction().name().toLowerCase(Locale.ROOT),
                name.replace(' ', '-') + "-" + hour,
                hour,
                zone.getId(),
                starts[hour],
                weeks(),
                p,
                from,
                to,
                "%s, %s: %s starts in %s, typically %s-%s"
                        .formatted(when, name, Integer.toString(sums.starts), in, from, to),
                generation,
                allStarts());
    }

    private static String clock(long secondOfDay) {
        long minutes = Math.floorMod(secondOfDay + 30, (long) DAY) / 60;
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }

    /** The state in its fixed layout. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < HOURS; i++) {
            out.putInt(starts[i]).putLong(offsets[i]).putLong(lengths[i]);
        }
        return out.putLong(since).putLong(until).putLong(lastStart).array();
    }

    /** The state from its fixed layout of {@value #BYTES} bytes. */
    public static Recurrence fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a recurrence has " + BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Recurrence state = new Recurrence();
        for (int i = 0; i < HOURS; i++) {
            state.starts[i] = in.getInt();
            state.offsets[i] = in.getLong();
            state.lengths[i] = in.getLong();
        }
        state.since = in.getLong();
        state.until = in.getLong();
        state.lastStart = in.getLong();
        return state;
    }
}
