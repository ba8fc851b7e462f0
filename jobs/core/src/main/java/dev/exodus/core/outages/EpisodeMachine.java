package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * The life of an episode: it opens by a test, closes by the opposite test, or is given up.
 *
 * <p>Closing is Page's test with the roles exchanged: normal against the rate ratio seen in the
 * episode so far. Its climb says where normal began.
 */
final class EpisodeMachine {
    static final int BYTES =
            Traffic.BYTES + 2 * Long.BYTES + 6 * Double.BYTES + 2 * Float.BYTES + 2 * Integer.BYTES;

    private static final double RESET_LIMIT = 3;
    private static final double RESET_STEP = 1.5;
    private static final long GIVE_UP_MILD = 4 * 3_600L;
    private static final long GIVE_UP_DROP = 7 * 86_400L;
    private static final long GIVE_UP_RISE = 86_400L;
    private static final float WEIGHT_RATE = .05f;

    /** Longest buckets, in seconds, that show what only lasts for minutes. */
    private static final int MINUTE = 60;

    private final Traffic traffic = new Traffic();
    private int sign;
    private long detected;
    private double level;
    private float surprise;
    private int tests;
    private double reset;
    private long resetSince;
    private double observedAtReset;
    private double expectedAtReset;
    private double shift;
    private double shiftBuckets;

    /** How many events each that is seen stands for; 0 as long as no bucket said. */
    private float weight;

    /** Learns how many events each that is seen stands for. */
    void weigh(double bucketWeight) {
        if (bucketWeight > 0) {
            weight += (weight == 0 ? 1 : WEIGHT_RATE) * (float) (bucketWeight - weight);
        }
    }

    double weight() {
        return Math.max(1, weight);
    }

    boolean isOpen() {
        return sign != 0;
    }

    /** -1 in a drop, +1 in a rise, 0 outside. */
    int sign() {
        return sign;
    }

    /** Start of the episode, seconds since the epoch. */
    long since() {
        return traffic.since();
    }

    void open(Direction direction, Traffic since, long time, double levelThen, double p, int by) {
        sign = direction.sign();
        traffic.copyFrom(since);
        detected = time;
        level = levelThen;
        surprise = (float) p;
        tests = by;
        reset = 0;
        shift = 0;
        shiftBuckets = 0;
    }

    /** Takes a bucket of an open episode; true if the episode is over with it. */
    boolean step(long time, double x, double y, Forecast f, DetectorSettings settings) {
        fade(f, settings);
        double then = f.season() + level;
        double normal = sign < 0 ? Math.min(then, f.slow()) : Math.max(then, f.slow());
        double mu = Baseline.mean(normal, f.hourSigma(), settings.counts());
        if (reset <= 0) {
            resetSince = time;
            observedAtReset = traffic.observed();
            expectedAtReset = traffic.expected();
        }
        double evidence =
                settings.counts() ? countEvidence(x, mu, f.phi()) : valueEvidence(y, normal, f);
        traffic.add(x, mu);
        reset = Math.max(0, reset + Math.min(evidence, RESET_STEP));
        return reset >= RESET_LIMIT;
    }

    /**
     * Lets the level at the opening fall back to the usual one, by half in an hour: what the last
     * minutes before the episode had of their own says little of its later hours.
     */
    private void fade(Forecast f, DetectorSettings settings) {
        if (settings.step() <= MINUTE) {
            double slow = f.slow() - f.season();
            level = slow + (level - slow) * Math.pow(.5, settings.step() / 3_600.0);
        }
    }

    private double countEvidence(double x, double mu, double phi) {
        double ratio = sign < 0 ? traffic.ratio() : 1 / traffic.ratio();
        double rho = Math.max(.3, Math.min(.8, ratio));
        return -ChangeTest.evidence(x, mu, sign < 0 ? rho : 1 / rho, phi);
    }

    /** Log likelihood ratio of no shift against the mean shift so far, for normal residuals. */
    private double valueEvidence(double y, double normal, Forecast f) {
        double z = sign * (y - normal) / f.sigma();
        shiftBuckets++;
        shift += (z - shift) / shiftBuckets;
        double delta = Math.max(2, Math.min(6, shift));
        return delta * delta / 2 - delta * z;
    }

    /** Whether it has lasted so long that what is seen must be taken for the new level. */
    boolean mustGiveUp(long time, DetectorSettings settings) {
        long most = GIVE_UP_MILD;
        if (isExtreme() && sign < 0) {
            most = GIVE_UP_DROP;
        } else if (isExtreme() && settings.step() <= MINUTE) {
            most = GIVE_UP_RISE;
        }
        return time - traffic.since() >= most;
    }

    /** Whether it is so far from normal that nothing may be learnt from it. */
    boolean isExtreme() {
        double ratio = traffic.ratio();
        return sign < 0 && ratio < .5 || sign > 0 && ratio > 2;
    }

    Episode episode() {
        return episode(Episode.OPEN, traffic.observed(), traffic.expected(), false);
    }

    Episode close(boolean givenUp, long time) {
        Episode closed =
                givenUp
                        ? episode(time, traffic.observed(), traffic.expected(), true)
                        : episode(
                                Math.max(traffic.since(), resetSince),
                                observedAtReset,
                                expectedAtReset,
                                false);
        sign = 0;
        return closed;
    }

    private Episode episode(long end, double observed, double expected, boolean givenUp) {
        return new Episode(
                sign < 0 ? Direction.DOWN : Direction.UP,
                traffic.since(),
                detected,
                end,
                weight(),
                observed,
                expected,
                surprise,
                OpeningTest.of(tests),
                givenUp);
    }

    void write(ByteBuffer out) {
        traffic.write(out);
        out.putInt(sign)
                .putLong(detected)
                .putDouble(level)
                .putFloat(surprise)
                .putFloat(weight)
                .putInt(tests);
        out.putDouble(reset).putLong(resetSince);
        out.putDouble(observedAtReset).putDouble(expectedAtReset);
        out.putDouble(shift).putDouble(shiftBuckets);
    }

    void read(ByteBuffer in, boolean withoutWeight) {
        traffic.read(in);
        sign = in.getInt();
        detected = in.getLong();
        level = in.getDouble();
        if (withoutWeight) {
            surprise = (float) in.getDouble();
        } else {
            surprise = in.getFloat();
            weight = in.getFloat();
        }
        tests = in.getInt();
        reset = in.getDouble();
        resetSince = in.getLong();
        observedAtReset = in.getDouble();
        expectedAtReset = in.getDouble();
        shift = in.getDouble();
        shiftBuckets = in.getDouble();
    }
}
