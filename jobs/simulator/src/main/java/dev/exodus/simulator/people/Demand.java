package dev.exodus.simulator.people;

import dev.exodus.simulator.Stream;
import dev.exodus.simulator.scenario.Scenario;
import java.util.Arrays;

/**
 * How many people set out to sign up at a service, per second, by cause and country: ordinary
 * demand, news and outages elsewhere, each with the shape of the day and week where people live,
 * times noise that is correlated over minutes and hours.
 */
public final class Demand {
    /** Why somebody comes. */
    public enum Cause {
        BASE,
        NEWS,
        OUTAGE
    }

    static final int DAY = 86_400;
    private static final Cause[] CAUSES = Cause.values();

    private final Scenario scenario;
    private final int service;
    private final Scenario.Service definition;
    private final long seed;
    private final double[] share;
    private long cachedMinute = Long.MIN_VALUE;
    private double rate;
    private final double[] cumulative;

    public Demand(Scenario scenario, int service, long seed) {
        this.scenario = scenario;
        this.service = service;
        this.definition = scenario.services().get(service);
        this.seed = seed;
        this.share = scenario.shares(definition.regions());
        this.cumulative = new double[CAUSES.length * scenario.countries().size()];
    }

    /** People per second at scale 1, noise included. */
    public double rate(long second) {
        prepare(Math.floorDiv(second, 60));
        return rate * noise(second);
    }

    /**
     * People per second and country who can begin to sign up at scale 1, noise included.
     *
     * @param perCountry filled, in the order of the scenario's countries
     */
    public void beginning(long second, double[] perCountry) {
        prepare(Math.floorDiv(second, 60));
        double noise = noise(second);
        Arrays.fill(perCountry, 0);
        for (int i = 0; i < cumulative.length; i++) {
            double before = i == 0 ? 0 : cumulative[i - 1];
            perCountry[i % perCountry.length] += (cumulative[i] - before) * noise;
        }
        double open = open(second);
        for (int i = 0; i < perCountry.length; i++) {
            perCountry[i] *= open;
        }
    }

    /** Share of sign-ups that can begin. */
    public double open(long second) {
        double open = 1;
        for (Scenario.Outage outage : scenario.outages()) {
            if (outage.service().equals(definition.name()) && outage.active(second)) {
                open *= 1 - outage.signups();
            }
        }
        return open;
    }

    private double noise(long second) {
        double noise =
                .05 * Stream.noise(seed, service * 8L + 1, second, 60)
                        + .05 * Stream.noise(seed, service * 8L + 2, second, 600)
                        + .04 * Stream.noise(seed, service * 8L + 3, second, 7200);
        return StrictMath.exp(noise - .0033);
    }

    /** Draws cause and country of one person: cause ordinal times countries plus country. */
    public int draw(Stream stream) {
        double at = stream.next() * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void prepare(long minute) {
        if (minute == cachedMinute) {
            return;
        }
        cachedMinute = minute;
        long second = minute * 60;
        int countries = scenario.countries().size();
        double sum = 0;
        for (Cause cause : CAUSES) {
            for (int c = 0; c < countries; c++) {
                double perDay = perDay(cause, second, c);
                sum += perDay / DAY * shape(second, scenario.countries().get(c).utcOffset());
                cumulative[cause.ordinal() * countries + c] = sum;
            }
        }
        rate = sum;
    }

    private double perDay(Cause cause, long second, int country) {
        return switch (cause) {
            case BASE -> definition.signupsPerDay() * share[country];
            case NEWS -> news(second) * share[country];
            case OUTAGE -> attraction(second, country);
        };
    }

    private double news(long second) {
        double people = 0;
        for (Scenario.News news : definition.news()) {
            double hours = (second - news.at().getEpochSecond()) / 3600.0;
            if (hours >= 0) {
                people += news.perDay() * StrictMath.exp(-hours / news.fadeHours());
            }
        }
        return people;
    }

    private double attraction(long second, int country) {
        double people = 0;
        for (Scenario.Attraction drawn : definition.attraction()) {
            double minutes = (second - drawn.at().getEpochSecond()) / 60.0;
            if (minutes < 0) {
                continue;
            }
            double rise = 1 - StrictMath.exp(-minutes / drawn.riseMinutes());
            double after = Math.max(0, (second - drawn.until().getEpochSecond()) / 3600.0);
            people +=
                    drawn.perDay()
                            * rise
                            * StrictMath.exp(-after / drawn.fadeHours())
                            * scenario.shares(drawn.regions())[country];
        }
        return people;
    }

    /** Shape of the day, mean 1: least at 4, most at 20 local time; a little more at week-ends. */
    public static double shape(long second, double utcOffset) {
        double local = second + utcOffset * 3600;
        double hour = floorMod(local, DAY) / 3600;
        double day = StrictMath.floor(floorMod(local / DAY + 3, 7));
        double daily =
                1
                        + .55 * StrictMath.cos((hour - 18.5) / 24 * 2 * Math.PI)
                        + .18 * StrictMath.cos((hour - 20) / 12 * 2 * Math.PI);
        return daily * (day >= 5 ? 1.06 : .976);
    }

    private static double floorMod(double value, double modulus) {
        return value - StrictMath.floor(value / modulus) * modulus;
    }
}
