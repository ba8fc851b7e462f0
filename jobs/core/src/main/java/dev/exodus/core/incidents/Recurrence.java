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
 * At which hours of the week a service goes down, again and again.
 *
 * <p>It counts the starts of episodes per hour of the week. If they came uniformly, an hour would
 * have a Poisson number of them of mean n / 168; an hour is a pattern if so many are less likely
 * than {@value #LEVEL} among 168 hours (Bonferroni). A pattern is reported; it suppresses nothing.
 */
public final class Recurrence {
    /** Size of {@link #toBytes()}. */
    public static final int BYTES =
            Recurrence.HOURS * (Integer.BYTES + 2 * Long.BYTES) + 2 * Long.BYTES;

    static final double LEVEL = .01;
    private static final int HOURS = 168;
    private static final int HOUR = 3_600;
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

    /**
     * Books that the service was watched.
     *
     * @param second since the epoch
     */
    public void watched(long second) {
        since = since == 0 ? second : Math.min(since, second);
        until = Math.max(until, second);
    }

    /** Books an episode that ended. */
    public void add(Part episode, ZoneId zone) {
        watched(episode.start());
        watched(episode.end());
        int hour = hourOfWeek(episode.start(), zone);
        starts[hour]++;
        offsets[hour] += Math.floorMod(episode.start(), HOUR);
        lengths[hour] += episode.end() - episode.start();
    }

    private static int hourOfWeek(long second, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochSecond(second).atZone(zone);
        return (time.getDayOfWeek().getValue() - 1) * 24 + time.getHour();
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

    /** The patterns, in order of the week; the revision is the number of all starts. */
    public List<DowntimePattern> patterns(
            String service, Symptom symptom, ZoneId zone, int generation) {
        List<DowntimePattern> patterns = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            if (starts[hour] > 0 && pValue(hour) * HOURS < LEVEL) {
                patterns.add(pattern(service, symptom, hour, zone, generation));
            }
        }
        return patterns;
    }

    private DowntimePattern pattern(
            String service, Symptom symptom, int hour, ZoneId zone, int generation) {
        String name = symptom.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        long start = (long) (hour % 24) * HOUR + offsets[hour] / starts[hour];
        String from = clock(start);
        String to = clock(start + lengths[hour] / starts[hour]);
        return new DowntimePattern(
                service,
                symptom.direction().name().toLowerCase(Locale.ROOT),
                name.replace(' ', '-') + "-" + hour,
                hour,
                zone.getId(),
                starts[hour],
                weeks(),
                pValue(hour),
                from,
                to,
                String.format(
                        Locale.ROOT,
                        "%s, %s: %d starts in %d weeks, typically %s-%s",
                        DAYS.get(hour / 24),
                        name,
                        starts[hour],
                        weeks(),
                        from,
                        to),
                generation,
                allStarts());
    }

    private static String clock(long secondOfDay) {
        long minutes = secondOfDay / 60;
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    }

    /** The state in its fixed layout. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < HOURS; i++) {
            out.putInt(starts[i]).putLong(offsets[i]).putLong(lengths[i]);
        }
        return out.putLong(since).putLong(until).array();
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
        return state;
    }
}
