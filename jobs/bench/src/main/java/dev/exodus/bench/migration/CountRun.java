package dev.exodus.bench.migration;

import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.simulator.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One seeded weekend with an outage, whose truth is known.
 *
 * @param from first minute of the history
 * @param outageStart first minute of the outage
 * @param outageEnd the minute behind its last one
 * @param markAt minute of the news, the push or the feast; 0 if there is none
 * @param markEnd its end, for what is known to last; 0 for news
 * @param lagMinutes median delay of those who move at once
 * @param places one per country
 */
record CountRun(
        long from,
        long outageStart,
        long outageEnd,
        long markAt,
        long markEnd,
        double lagMinutes,
        List<Place> places) {
    private static final int HISTORY_DAYS = 31;
    private static final double[] SIZES = {1, 0.5, 0.2, 0.1};
    private static final double[] EXPOSURES = {1, 0.6, 0.1, 0};

    /**
     * A country.
     *
     * @param observed all registrations
     * @param migrants of these, because of the outage
     * @param news of these, expected because of the news
     * @param ordinary expected in the main window without noise, outage and news
     */
    record Place(MinuteSeries observed, MinuteSeries migrants, MinuteSeries news, double ordinary) {

        static Place sum(List<Place> places) {
            return new Place(
                    add(places.stream().map(Place::observed).toList()),
                    add(places.stream().map(Place::migrants).toList()),
                    add(places.stream().map(Place::news).toList()),
                    places.stream().mapToDouble(Place::ordinary).sum());
        }

        private static MinuteSeries add(List<MinuteSeries> series) {
            MinuteSeries first = series.get(0);
            double[] sum = new double[(int) (first.end() - first.from())];
            for (MinuteSeries one : series) {
                for (int t = 0; t < sum.length; t++) {
                    sum[t] += one.at(first.from() + t);
                }
            }
            return MinuteSeries.of(first.from(), sum);
        }
    }

    /** Draws a run. The same family and seed give the same run. */
    static CountRun draw(Family family, long seed) {
        Stream random = new Stream().of(seed, family.ordinal(), 0);
        int from = random.next(7 * 1440);
        int before = family.markMinutesBefore(random);
        int start = HISTORY_DAYS * 1440 + before + random.next(1440);
        if (family == Family.NEW_YEAR) {
            // The night of a feast: the outage begins between two hours before and one after.
            int midnight = start - Math.floorMod(from + start, 1440) + 1440;
            start = midnight - 120 + random.next(180);
        }
        int duration = 30 + random.next(271);
        int minutes = start + duration + 1440;
        int markAt = before == 0 ? 0 : start - before;
        Response response = Response.draw(duration, minutes - start, random);
        double[] uplift = uplift(family, markAt, from, minutes, random);
        double effect = family.effect(random);
        Shape shape = Shape.draw(random);
        Noise together = family.noise(random);
        double[] common = together.factors(minutes, random);
        List<Place> places = new ArrayList<>();
        int countries = family == Family.COUNTRIES ? SIZES.length : 1;
        for (int c = 0; c < countries; c++) {
            double[] noise =
                    countries == 1
                            ? common
                            : Noise.product(common, Noise.draw(random).factors(minutes, random));
            double[] expected = new double[minutes];
            for (int t = 0; t < minutes; t++) {
                expected[t] = SIZES[c] * shape.at(from + t);
            }
            double window = Arrays.stream(expected, start, minutes).sum();
            double movers = effect * EXPOSURES[c] * window;
            places.add(
                    place(from, start, expected, noise, uplift, response.scaled(movers), random));
        }
        return new CountRun(
                from,
                from + start,
                from + start + duration,
                markAt == 0 ? 0 : from + markAt,
                family == Family.NEW_YEAR ? from + markAt + 1440 : 0,
                response.medianLag(),
                List.copyOf(places));
    }

    /** n(t): what the mark does. News and pushes rise within half an hour and then fade. */
    private static double[] uplift(
            Family family, int markAt, int from, int minutes, Stream random) {
        double[] uplift = new double[minutes];
        double amplitude = family.markAmplitude(random);
        double fade = family.markFade(random);
        for (int t = markAt; markAt > 0 && t < minutes; t++) {
            double age = t - markAt;
            uplift[t] = amplitude * Math.min(1, (age + 1) / 30) * Math.exp(-age / fade);
        }
        if (family == Family.NEW_YEAR) {
            int midnight = minutes - 1440 - Math.floorMod(from + minutes - 1440, 1440);
            if (midnight < markAt) {
                midnight += 1440;
            }
            for (int t = 0; t < minutes; t++) {
                double hours = (t - midnight) / 60.0;
                uplift[t] = t < markAt ? 0 : amplitude * Math.exp(-hours * hours / 4);
            }
        }
        return uplift;
    }

    private static Place place(
            int from,
            int start,
            double[] expected,
            double[] noise,
            double[] uplift,
            double[] response,
            Stream random) {
        int minutes = expected.length;
        double[] observed = new double[minutes];
        double[] migrants = new double[minutes];
        double[] news = new double[minutes];
        for (int t = 0; t < minutes; t++) {
            double base = expected[t] * noise[t];
            news[t] = base * uplift[t];
            migrants[t] = t < start ? 0 : random.poisson(response[t - start]);
            observed[t] = random.poisson(base + news[t]) + migrants[t];
        }
        return new Place(
                MinuteSeries.of(from, observed),
                MinuteSeries.of(from, migrants),
                MinuteSeries.of(from, news),
                Arrays.stream(expected, start, minutes).sum());
    }
}
