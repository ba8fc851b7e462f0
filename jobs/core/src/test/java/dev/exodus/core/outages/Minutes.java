package dev.exodus.core.outages;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Invented series: Poisson counts around a course of the day. */
final class Minutes {
    static final int DAY = 1_440;

    /** A midnight, UTC. */
    static final long START = 1_700_006_400L;

    private Minutes() {}

    /**
     * Counts for every minute.
     *
     * @param rate mean per minute
     * @param part share of the normal traffic that is there, by minute
     */
    static List<Bucket> counts(int minutes, double rate, long seed, DoubleUnaryOperator part) {
        Random random = new Random(seed);
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            double shape = 1 + .5 * Math.sin(2 * Math.PI * i / DAY);
            double mean = rate * shape * part.applyAsDouble(i);
            buckets.add(Bucket.of(START + 60L * i, poisson(random, mean)));
        }
        return buckets;
    }

    static long time(int minute) {
        return START + 60L * minute;
    }

    /** By inversion of exponential gaps; above 50 the normal approximation. */
    static double poisson(Random random, double mean) {
        if (mean > 50) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        int events = -1;
        double waited = 0;
        do {
            events++;
            waited -= Math.log(1 - random.nextDouble());
        } while (waited <= mean);
        return events;
    }

    static List<Step> run(DetectorState state, List<Bucket> buckets, DetectorSettings settings) {
        return buckets.stream().map(b -> OutageDetector.step(state, b, settings)).toList();
    }

    static List<Step> run(List<Bucket> buckets) {
        return run(new DetectorState(), buckets, DetectorSettings.counts(60));
    }

    /** Episodes that closed, in order, then the open one if there is one. */
    static List<Episode> episodes(List<Step> steps) {
        List<Episode> episodes = new ArrayList<>();
        Episode open = null;
        for (Step step : steps) {
            open = step.episode();
            if (step.closed()) {
                episodes.add(open);
                open = null;
            }
        }
        if (open != null) {
            episodes.add(open);
        }
        return episodes;
    }
}
