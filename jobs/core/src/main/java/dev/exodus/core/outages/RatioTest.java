package dev.exodus.core.outages;

import dev.exodus.core.funnel.Beta;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Whether a share fell: successes of connection attempts, verified of all ended sign-ups.
 *
 * <p>k successes of n follow a beta-binomial law with the usual share p and a correlation rho
 * between attempts of one bucket, both learnt (Skellam 1948; rho by moments). Each bucket adds the
 * log likelihood ratio of a fallen share, with odds of failure {@value #ODDS} times as high and at
 * least a tenth lower, to Page's sum; at its limit, {@value #LIMIT} by default, with at least
 * {@value #LEAST_VOLUME} attempts since the climb began, an episode opens. It closes when a short
 * and a long window (exponentially weighted) both favour the usual share: the short one ends it
 * soon, the long one keeps a flapping service in one episode. Nothing is learnt while the sum is
 * high or an episode is open.
 */
public final class RatioTest {
    /** Size of {@link #toBytes()}. */
    public static final int BYTES =
            Integer.BYTES + Traffic.BYTES + 14 * Double.BYTES + 4 * Long.BYTES;

    private static final int LAYOUT = 1;
    private static final double ODDS = 4;
    private static final double LEAST_FALL = .1;

    /** The sum, in nats, at which an episode opens by default. */
    public static final double LIMIT = 12;

    private static final double MOST_NORMAL = 6;
    private static final double LEAST_VOLUME = 20;
    private static final double CLOSING = -3;
    private static final double SHORT_SECONDS = 120;
    private static final double LONG_SECONDS = 480;
    private static final double DAY_SECONDS = 86_400;
    private static final double MOST_CORRELATION = .2;
    private static final double LEAST_CORRELATION = 1e-4;
    private static final double CORRELATION_RATE = .01;
    private static final double WARM_UP = 500;
    private static final long GIVE_UP_SECONDS = 7 * 86_400L;

    private final Traffic climb = new Traffic();
    private final Window usual = new Window();
    private final Window brief = new Window();
    private final Window lasting = new Window();
    private double correlation = .01;
    private double sum;
    private double normal;
    private double climbVolume;
    private long last;
    private long detected;
    private long normalSince;
    private double surprise;
    private double observedAtNormal;
    private double expectedAtNormal;
    private double volume;
    private boolean open;

    /** Successes and attempts, faded by age. */
    private static final class Window {
        private double successes;
        private double attempts;

        void add(double k, double n, double kept) {
            successes = successes * kept + k;
            attempts = attempts * kept + n;
        }
    }

    /**
     * Takes a bucket with the default limit.
     *
     * @see #step(long, double, double, int, double)
     */
    public Step step(long time, double k, double n, int step) {
        return step(time, k, n, step, LIMIT);
    }

    /**
     * Takes a bucket; one without attempts says nothing.
     *
     * @param time start of the bucket, later than all before
     * @param k successes, 0 to n
     * @param n attempts
     * @param step seconds per bucket
     * @param limit the sum, in nats, at which an episode opens
     */
    public Step step(long time, double k, double n, int step, double limit) {
        if (!(k >= 0 && k <= n && n < Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "bucket at "
                            + time
                            + ": expected 0 <= successes <= attempts, not "
                            + k
                            + " of "
                            + n);
        }
        if (volume > 0 && time <= last) {
            throw new IllegalArgumentException("bucket at " + time + " is not later than " + last);
        }
        if (n == 0) {
            return Step.unknown(time, open ? episode(Episode.OPEN) : null);
        }
        double age = volume > 0 ? time - last : step;
        double p = usualShare();
        double evidence = evidence(k, n, p);
        boolean judged = volume >= WARM_UP;
        brief.add(k, n, Math.pow(.5, age / SHORT_SECONDS));
        lasting.add(k, n, Math.pow(.5, age / LONG_SECONDS));
        boolean opened = false;
        Episode episode = null;
        if (judged && open) {
            episode = advance(time, k, n, p, evidence, step);
        } else if (judged) {
            opened = climb(time, k, n, p, evidence, limit);
            episode = opened ? episode(Episode.OPEN) : null;
        }
        if (!open && sum < limit / 2) {
            learn(k, n, p, Math.pow(.5, age / DAY_SECONDS));
        }
        last = time;
        volume += n;
        return said(time, k, n, p, judged, opened, episode);
    }

    /** Whether enough was seen to judge a share, failures among it. */
    public boolean knowsFailures() {
        return volume >= WARM_UP && usual.attempts - usual.successes >= LEAST_VOLUME;
    }

    private double usualShare() {
        return (usual.successes + 1) / (usual.attempts + 2);
    }

    /** Share of successes after a fall that matters. */
    private static double fallen(double p) {
        double byOdds = p / (p + ODDS * (1 - p));
        return p > 2 * LEAST_FALL ? Math.min(byOdds, p - LEAST_FALL) : byOdds;
    }

    /** Log likelihood ratio of k successes of n for the fallen share against the usual one. */
    private double evidence(double k, double n, double p) {
        return logLikelihood(k, n, fallen(p), correlation) - logLikelihood(k, n, p, correlation);
    }

    /** ln of the beta-binomial probability, without the binomial coefficient. */
    static double logLikelihood(double k, double n, double p, double rho) {
        double size = 1 / rho - 1;
        double a = p * size;
        double b = (1 - p) * size;
        return Beta.logGamma(k + a)
                + Beta.logGamma(n - k + b)
                - Beta.logGamma(n + size)
                + Beta.logGamma(size)
                - Beta.logGamma(a)
                - Beta.logGamma(b);
    }

    private boolean climb(long time, double k, double n, double p, double evidence, double limit) {
        if (sum <= 0) {
            climb.start(time);
            climbVolume = 0;
        }
        climb.add(k, n * p);
        climbVolume += n;
        sum = Math.max(0, sum + evidence);
        open = sum >= limit && climbVolume >= LEAST_VOLUME;
        if (open) {
            detected = time;
            surprise = sum / Math.log(10);
            normal = 0;
        }
        return open;
    }

    private Episode advance(long time, double k, double n, double p, double evidence, int step) {
        if (normal <= 0) {
            normalSince = time;
            observedAtNormal = climb.observed();
            expectedAtNormal = climb.expected();
        }
        normal = Math.max(0, Math.min(MOST_NORMAL, normal - evidence));
        climb.add(k, n * p);
        boolean over = normal > 0 && favourUsual(brief, p) && favourUsual(lasting, p);
        boolean givenUp = time - climb.since() >= GIVE_UP_SECONDS;
        if (!over && !givenUp) {
            return episode(Episode.OPEN);
        }
        Episode closed = over ? closed() : episode(time + step, climb, true);
        if (givenUp) {
            usual.successes = lasting.successes;
            usual.attempts = lasting.attempts;
        }
        open = false;
        sum = 0;
        return closed;
    }

    private boolean favourUsual(Window window, double p) {
        return evidence(window.successes, window.attempts, p) <= CLOSING;
    }

    private void learn(double k, double n, double p, double kept) {
        usual.add(k, n, kept);
        if (n >= LEAST_VOLUME) {
            double spread = (k - n * p) * (k - n * p) / (n * p * (1 - p));
            double found = (Math.min(spread, 9) - 1) / (n - 1);
            correlation += CORRELATION_RATE * (found - correlation);
            correlation = Math.max(LEAST_CORRELATION, Math.min(MOST_CORRELATION, correlation));
        }
    }

    private Episode closed() {
        Traffic until = new Traffic();
        until.start(climb.since());
        until.add(observedAtNormal, expectedAtNormal);
        return episode(normalSince, until, false);
    }

    private Episode episode(long end) {
        return episode(end, climb, false);
    }

    private Episode episode(long end, Traffic traffic, boolean givenUp) {
        return new Episode(
                Direction.DOWN,
                traffic.since(),
                detected,
                Math.max(end, traffic.since()),
                1,
                traffic.observed(),
                traffic.expected(),
                surprise,
                Set.of(OpeningTest.RATIO),
                givenUp);
    }

    private Step said(
            long time, double k, double n, double p, boolean judged, boolean opened, Episode e) {
        double sd = Math.sqrt(n * p * (1 - p) * (1 + (n - 1) * correlation));
        Verdict verdict = open ? Verdict.DOWN : judged ? Verdict.NORMAL : Verdict.LEARNING;
        return new Step(
                time,
                verdict,
                n * p,
                n * p,
                Math.max(0, n * p - 3 * sd),
                Math.min(n, n * p + 3 * sd),
                (k - n * p) / sd,
                Math.max(0, sum / Math.log(10)),
                0,
                opened,
                e);
    }

    /** The state in its fixed layout. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).putInt(LAYOUT);
        climb.write(out);
        for (Window window : new Window[] {usual, brief, lasting}) {
            out.putDouble(window.successes).putDouble(window.attempts);
        }
        out.putDouble(correlation).putDouble(sum).putDouble(climbVolume).putDouble(surprise);
        out.putDouble(observedAtNormal).putDouble(expectedAtNormal);
        out.putDouble(volume).putDouble(normal);
        out.putLong(last).putLong(detected).putLong(normalSince).putLong(open ? 1 : 0);
        return out.array();
    }

    /**
     * The state from its fixed layout.
     *
     * @throws IllegalArgumentException if these bytes are of another length or layout
     */
    public static RatioTest fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES || in.getInt() != LAYOUT) {
            throw new IllegalArgumentException(
                    "not a ratio test of layout " + LAYOUT + " with " + BYTES + " bytes");
        }
        RatioTest test = new RatioTest();
        test.climb.read(in);
        for (Window window : new Window[] {test.usual, test.brief, test.lasting}) {
            window.successes = in.getDouble();
            window.attempts = in.getDouble();
        }
        test.correlation = in.getDouble();
        test.sum = in.getDouble();
        test.climbVolume = in.getDouble();
        test.surprise = in.getDouble();
        test.observedAtNormal = in.getDouble();
        test.expectedAtNormal = in.getDouble();
        test.volume = in.getDouble();
        test.normal = in.getDouble();
        test.last = in.getLong();
        test.detected = in.getLong();
        test.normalSince = in.getLong();
        test.open = in.getLong() != 0;
        return test;
    }
}
