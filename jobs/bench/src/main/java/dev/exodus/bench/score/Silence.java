package dev.exodus.bench.score;

import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Total outages in invented Poisson series: how soon each is found, whether it stays open to its
 * end, and whether the ten hours after it are quiet.
 *
 * @param rate events per minute
 * @param step seconds per bucket
 * @param outages how many were injected, each into a series of its own
 * @param found how many were found before they ended
 * @param median seconds until one was known, its bucket included
 * @param slowest of all that were found, seconds
 * @param closedEarly episodes that closed before the outage ended
 * @param endError greatest distance of the end that was told from the true one, seconds
 * @param alarmsAfter alarms in the ten hours after the end
 */
record Silence(
        double rate,
        int step,
        int outages,
        int found,
        double median,
        double slowest,
        int closedEarly,
        double endError,
        int alarmsAfter) {
    private static final int OUTAGES = 40;
    private static final int AFTER = 36_000;

    /**
     * @param rate events per minute, the same at any time of day
     * @param history seconds before the outage
     * @param length seconds of the outage
     */
    static Silence measure(double rate, int step, int history, int length) {
        List<Double> delays = new ArrayList<>();
        int closedEarly = 0;
        int alarmsAfter = 0;
        double endError = 0;
        for (int seed = 0; seed < OUTAGES; seed++) {
            Trial trial = new Trial(rate, step, history, length, seed);
            trial.run();
            if (trial.delay > 0) {
                delays.add(trial.delay);
            }
            closedEarly += trial.closedEarly;
            alarmsAfter += trial.alarmsAfter;
            endError = Math.max(endError, trial.endError);
        }
        return new Silence(
                rate,
                step,
                OUTAGES,
                delays.size(),
                EventScore.quantile(delays, .5),
                EventScore.quantile(delays, 1),
                closedEarly,
                endError,
                alarmsAfter);
    }

    private static final class Trial {
        private final double rate;
        private final int step;
        private final int from;
        private final int until;
        private final Random random;
        private double delay;
        private double endError;
        private int closedEarly;
        private int alarmsAfter;

        Trial(double rate, int step, int history, int length, long seed) {
            this.rate = rate;
            this.step = step;
            this.random = new Random(seed);
            this.from = history / step + random.nextInt(history / step / 10);
            this.until = from + length / step;
        }

        void run() {
            DetectorSettings settings = DetectorSettings.counts(step);
            DetectorState state = new DetectorState();
            for (int i = 0; i < until + AFTER / step; i++) {
                boolean out = i >= from && i < until;
                double x = poisson(rate * step / 60);
                Bucket bucket = Bucket.of((long) i * step, out ? 0 : x);
                note(i, OutageDetector.step(state, bucket, settings));
            }
        }

        private void note(int i, Step seen) {
            boolean out = i >= from && i < until;
            if (out && seen.episode() != null && delay == 0) {
                delay = (i - from + 1.0) * step;
            }
            if (out && seen.closed()) {
                closedEarly++;
            }
            if (i >= until && seen.opened()) {
                alarmsAfter++;
            } else if (i >= until && seen.closed() && alarmsAfter == 0) {
                endError = Math.abs(seen.episode().end() - (double) until * step);
            }
        }

        /** Gaps between events are exponential; many events are nearly normal. */
        private double poisson(double mean) {
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
    }
}
