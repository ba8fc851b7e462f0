package dev.exodus.simulator.history;

import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.Stream;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The minutes of one service and feed: a row per country, one for all, and one per platform. */
abstract class ServiceHistory {
    static final String ALL = "*";
    static final int MINUTE = 60;
    static final int GENERATION = 1;

    /** Where in a minute its rate is taken; noise changes slowly enough. */
    private static final int[] MOMENTS = {10, 30, 50};

    final Scenario scenario;
    final int number;
    final String service;
    final Stream stream = new Stream();
    private final SimulationOptions options;
    private final long series;
    private final List<Scenario.FeedGap> gaps;
    private final List<Scenario.Loss> losses;
    private final double[] rates;
    private final double[] mean;
    private int covered;

    /**
     * @param feed whose rows these are
     * @param series tells the random numbers of the feeds apart
     */
    ServiceHistory(
            Scenario scenario, int number, Feed feed, SimulationOptions options, long series) {
        this.scenario = scenario;
        this.number = number;
        this.service = scenario.services().get(number).name();
        this.options = options;
        this.series = series;
        this.gaps =
                scenario.gaps().stream().filter(gap -> gap.feed().equals(feed.wireName())).toList();
        this.losses =
                scenario.losses().stream()
                        .filter(loss -> loss.feed().equals(feed.wireName()))
                        .filter(loss -> loss.service() == null || loss.service().equals(service))
                        .toList();
        this.rates = new double[scenario.countries().size()];
        this.mean = new double[rates.length];
    }

    final double scale() {
        return options.scale();
    }

    /** A time of the rows in the scenario's time. */
    final Instant unshifted(Instant time) {
        return time.minusMillis(options.shiftMillis());
    }

    /** Draws a minute of the scenario's time, whatever was drawn before. */
    final void minute(long minute, History.Rows rows) throws IOException {
        covered = covered(minute * MINUTE);
        if (covered == 0) {
            return;
        }
        Arrays.fill(mean, 0);
        for (int moment : MOMENTS) {
            long second = minute * MINUTE + moment;
            rates(second, rates);
            double arriving = arriving(second);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += rates[i] * arriving * MINUTE / MOMENTS.length * options.scale();
            }
        }
        stream.of(options.seed(), number * 16L + series, minute);
        Instant time = Instant.ofEpochMilli(minute * 60_000 + options.shiftMillis());
        draw(time, mean, rows);
    }

    /** Seconds of a minute in which every partition of the feed is heard. */
    private int covered(long begin) {
        if (gaps.stream().noneMatch(gap -> isNear(gap, begin))) {
            return MINUTE;
        }
        int heard = 0;
        for (long second = begin; second < begin + MINUTE; second++) {
            heard += silent(second) == 0 ? 1 : 0;
        }
        return heard;
    }

    private static boolean isNear(Scenario.FeedGap gap, long minute) {
        return gap.from().getEpochSecond() < minute + MINUTE && minute < gap.to().getEpochSecond();
    }

    private long silent(long second) {
        return gaps.stream()
                .filter(gap -> contains(gap.from(), gap.to(), second))
                .map(Scenario.FeedGap::partition)
                .distinct()
                .count();
    }

    /** Share of the events of a second that arrive. */
    private double arriving(long second) {
        double share = 1;
        if (!gaps.isEmpty()) {
            share -= Math.min(1, silent(second) / (double) options.partitions());
        }
        for (Scenario.Loss loss : losses) {
            if (contains(loss.from(), loss.to(), second)) {
                share *= 1 - loss.share();
            }
        }
        return share;
    }

    private static boolean contains(Instant from, Instant to, long second) {
        return from.getEpochSecond() <= second && second < to.getEpochSecond();
    }

    /** Seconds of the minute being drawn that are covered. */
    final int covered() {
        return covered;
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
