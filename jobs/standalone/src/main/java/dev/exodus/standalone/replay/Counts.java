package dev.exodus.standalone.replay;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts of events in buckets of equal length. A bucket that is not there was not observed; a count
 * of 0 was.
 *
 * @param step seconds of a bucket, a multiple of 60
 * @param times starts of the buckets, epoch seconds, ascending, whole minutes
 * @param counts events of each, not negative
 */
public record Counts(int step, long[] times, long[] counts) {
    private static final int MINUTE = 60;

    public Counts {
        if (times.length == 0 || times.length != counts.length) {
            throw new IllegalArgumentException("there must be as many counts as times, and some");
        }
        if (step < MINUTE || step % MINUTE != 0) {
            throw new IllegalArgumentException(
                    "buckets must be whole minutes, but they are " + step + " s apart");
        }
        for (int i = 0; i < times.length; i++) {
            Instant time = Instant.ofEpochSecond(times[i]);
            if (times[i] % MINUTE != 0) {
                throw new IllegalArgumentException("buckets must begin with a minute: " + time);
            }
            if (i > 0 && times[i] < times[i - 1] + step) {
                throw new IllegalArgumentException(
                        "the bucket of %s begins within the one before it, of %d s"
                                .formatted(time, step));
            }
            if (counts[i] < 0) {
                throw new IllegalArgumentException("a count is negative: " + counts[i]);
            }
        }
    }

    int size() {
        return times.length;
    }

    Instant from() {
        return Instant.ofEpochSecond(times[0]);
    }

    /** End of the last bucket. */
    Instant to() {
        return Instant.ofEpochSecond(times[size() - 1] + step);
    }

    /** Their sum. */
    long total() {
        return Arrays.stream(counts).sum();
    }

    /** How many runs of buckets are missing between the first and the last. */
    int gaps() {
        int gaps = 0;
        for (int i = 1; i < size(); i++) {
            gaps += times[i] > times[i - 1] + step ? 1 : 0;
        }
        return gaps;
    }

    /**
     * How many of the bucket's events are in one of its seconds: spread as evenly as whole numbers
     * allow, the same each time.
     *
     * @param bucket number of the bucket
     * @param second of the bucket, from 0
     */
    long inSecond(int bucket, int second) {
        return share(counts[bucket], second + 1) - share(counts[bucket], second);
    }

    /** Events of the bucket's first seconds. */
    private long share(long count, int seconds) {
        return Math.floorDiv(Math.multiplyExact(count, seconds), step);
    }

    /**
     * The buckets that begin in [from, to).
     *
     * @throws IllegalArgumentException if there is none
     */
    public Counts between(Instant from, Instant to) {
        int[] wanted =
                IntStream.range(0, size())
                        .filter(i -> times[i] >= from.getEpochSecond())
                        .filter(i -> times[i] < to.getEpochSecond())
                        .toArray();
        if (wanted.length == 0) {
            throw new IllegalArgumentException(
                    "no bucket lies between %s and %s: the counts are from %s to %s"
                            .formatted(from, to, from(), to()));
        }
        return new Counts(
                step,
                Arrays.stream(wanted).mapToLong(i -> times[i]).toArray(),
                Arrays.stream(wanted).mapToLong(i -> counts[i]).toArray());
    }
}
