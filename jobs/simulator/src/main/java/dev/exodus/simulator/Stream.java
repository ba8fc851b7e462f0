package dev.exodus.simulator;

/**
 * Random numbers that are a function of a key: what happens in a second depends on the seed and
 * that second, not on where a run began. SplitMix64 (Steele, Lea and Flood, 2014).
 */
public final class Stream {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Starts the stream of a key. */
    public Stream of(long seed, long a, long b) {
        state = mix(mix(mix(seed) ^ a * GAMMA) ^ b * 0xC2B2AE3D27D4EB4FL);
        return this;
    }

    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double next() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [0, bound). */
    public int next(int bound) {
        return (int) ((nextLong() >>> 33) * bound >>> 31);
    }

    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - next());
    }

    public double gaussian() {
        double u = 1 - next();
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * next());
    }

    /** Poisson: by multiplication (Knuth) when small, by its normal limit when large. */
    public int poisson(double mean) {
        if (mean <= 0) {
            return 0;
        }
        if (mean > 60) {
            return (int) Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * gaussian()));
        }
        double limit = StrictMath.exp(-mean);
        double product = next();
        int n = 0;
        while (product > limit) {
            product *= next();
            n++;
        }
        return n;
    }

    /** A bijection of 64 bits that looks like chance. */
    public static long mix(long z) {
        long x = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    /** A standard normal that is a function of its key. */
    private static double normalAt(long seed, long a, long b) {
        return new Stream().of(seed, a, b).gaussian();
    }

    /**
     * A slowly varying normal, standard at its knots: interpolated between one per period, so that
     * noise is correlated over about a period.
     */
    public static double noise(long seed, long series, long second, int period) {
        long knot = Math.floorDiv(second, period);
        double share = (second - knot * period) / (double) period;
        double from = normalAt(seed, series * 31 + period, knot);
        double to = normalAt(seed, series * 31 + period, knot + 1);
        double smooth = share * share * (3 - 2 * share);
        return from + (to - from) * smooth;
    }
}
