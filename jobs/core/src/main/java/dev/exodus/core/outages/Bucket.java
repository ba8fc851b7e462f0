package dev.exodus.core.outages;

/**
 * What one series showed in one bucket of time.
 *
 * @param time start of the bucket, seconds since the epoch, UTC
 * @param value what was counted or measured; ignored if not covered
 * @param covered whether the feed reported at all: an uncovered bucket is unknown, never a zero
 * @param weight of counts: how many events each that was seen stands for, at least 1; 0 if the
 *     bucket does not say
 */
public record Bucket(long time, double value, boolean covered, double weight) {
    public Bucket {
        if (covered && !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "bucket at " + time + " is covered but has no finite value: " + value);
        }
    }

    /** A covered bucket. */
    public static Bucket of(long time, double value) {
        return new Bucket(time, value, true, 1);
    }

    /** A covered bucket of a sample. */
    public static Bucket of(long time, double value, double weight) {
        return new Bucket(time, value, true, weight);
    }

    /** A bucket of which nothing is known. */
    public static Bucket unknown(long time) {
        return new Bucket(time, Double.NaN, false, 0);
    }
}
