package dev.exodus.simulator.history;

import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.Stream;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/** The minutes of one service and feed: a row per country, one for all, and one per platform. */
abstract class ServiceHistory {
    static final String ALL = "*";
    static final int COVERED = 60;
    static final int GENERATION = 1;

    /** Where in a minute its rate is taken; noise changes slowly enough. */
    private static final int[] MOMENTS = {10, 30, 50};

    final Scenario scenario;
    final int number;
    final String service;
    final Stream stream = new Stream();
    private final SimulationOptions options;
    private final long series;
    private final double[] rates;
    private final double[] mean;

    /**
     * @param series tells the random numbers of the feeds apart
     */
    ServiceHistory(Scenario scenario, int number, SimulationOptions options, long series) {
        this.scenario = scenario;
        this.number = number;
        this.service = scenario.services().get(number).name();
        this.options = options;
        this.series = series;
        this.rates = new double[scenario.countries().size()];
        this.mean = new double[rates.length];
    }

    long seed() {
        return options.seed();
    }

    /** Draws a minute of the scenario's time, whatever was drawn before. */
    final void minute(long minute, History.Rows rows) throws IOException {
        Arrays.fill(mean, 0);
        for (int moment : MOMENTS) {
            rates(minute * 60 + moment, rates);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += rates[i] * 60 / MOMENTS.length * options.scale();
            }
        }
        stream.of(options.seed(), number * 16L + series, minute);
        Instant time = Instant.ofEpochMilli(minute * 60_000 + options.shiftMillis());
        draw(time, mean, rows);
    }

    /** Events per second and country at scale 1. */
    abstract void rates(long second, double[] perCountry);

    /**
     * Draws the rows of a minute.
     *
     * @param mean events expected of each country
     */
    abstract void draw(Instant time, double[] mean, History.Rows rows) throws IOException;

    String country(int index) {
        return scenario.countries().get(index).code();
    }

    /** How many of n have a property of this probability: binomial, by its normal limit. */
    long share(long n, double probability) {
        double spread = StrictMath.sqrt(n * probability * (1 - probability));
        long drawn = Math.round(n * probability + spread * stream.gaussian());
        return Math.max(0, Math.min(n, drawn));
    }

    /** How many of n have a rare property: binomial, by its Poisson limit. */
    long few(long n, double probability) {
        return Math.min(n, stream.poisson(n * probability));
    }
}
