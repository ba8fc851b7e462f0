package dev.exodus.bench.migration;

import dev.exodus.core.funnel.Suppressed;
import dev.exodus.simulator.Stream;

/**
 * Registrations lost for want of a code, estimated with the conversion of calm times, against the
 * people who would have verified.
 *
 * @param trials seeded trials
 * @param error mean absolute error over the truth
 * @param bias mean error over the truth
 * @param coverage share of 95 % intervals that hold the truth
 * @param rawRequestsBias the same bias when requests are counted instead of people
 */
record SuppressedScore(
        int trials, double error, double bias, double coverage, double rawRequestsBias) {

    /**
     * Runs trials: calm times of 5,000 to 20,000 people of whom 60 to 90 % verify, and stuck ones
     * of as many in which 30 to 80 % of those give up. Who gets no code asks again, on average once
     * or twice.
     */
    static SuppressedScore of(int trials, long seed) {
        double error = 0;
        double bias = 0;
        double raw = 0;
        int held = 0;
        for (int i = 0; i < trials; i++) {
            Stream random = new Stream().of(seed, 200, i);
            int calmPeople = 5_000 + random.next(15_000);
            int people = 5_000 + random.next(15_000);
            double conversion = 0.6 + 0.3 * random.next();
            double gaveUp = 0.3 + 0.5 * random.next();
            double retries = 1 + random.next();
            long calmVerified = 0;
            for (int person = 0; person < calmPeople; person++) {
                calmVerified += random.next() < conversion ? 1 : 0;
            }
            long verified = 0;
            long lost = 0;
            long requests = 0;
            for (int person = 0; person < people; person++) {
                boolean would = random.next() < conversion;
                boolean stuck = random.next() < gaveUp;
                verified += would && !stuck ? 1 : 0;
                lost += would && stuck ? 1 : 0;
                requests += 1 + (stuck ? random.poisson(retries) : 0);
            }
            Suppressed estimate = Suppressed.of(people, verified, calmPeople, calmVerified);
            double relative = estimate.registrations() / lost - 1;
            error += Math.abs(relative);
            bias += relative;
            held += estimate.lo95() <= lost && lost <= estimate.hi95() ? 1 : 0;
            double ofRequests =
                    Suppressed.of(requests, verified, calmPeople, calmVerified).registrations();
            raw += ofRequests / lost - 1;
        }
        return new SuppressedScore(
                trials, error / trials, bias / trials, held / (double) trials, raw / trials);
    }
}
