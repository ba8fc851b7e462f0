package dev.exodus.simulator.people;

import dev.exodus.schemas.events.Connection;
import dev.exodus.simulator.Stream;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.scenario.Scenario;
import java.util.List;

/** Connection attempts at one service, from a sample of its users. */
public final class Connections {
    private static final int[] FAILURES = {
        Connection.Outcome.TIMEOUT.ordinal(),
        Connection.Outcome.TIMEOUT.ordinal(),
        Connection.Outcome.REFUSED.ordinal(),
        Connection.Outcome.SERVER_ERROR.ordinal(),
        Connection.Outcome.SERVER_ERROR.ordinal(),
        Connection.Outcome.RESET.ordinal()
    };

    /** Share of attempts that fail on an ordinary day. */
    public static final double ORDINARY_FAILURES = .004;

    /** Share of attempts that end with a failed authentication. */
    public static final double AUTH_FAILURES = .001;

    /** Logarithm of the median latency in milliseconds on an ordinary day, and its spread. */
    public static final double LOG_LATENCY = 4.9;

    public static final double LOG_LATENCY_SPREAD = .6;

    /** Latency of an attempt that times out, milliseconds. */
    public static final long TIMEOUT_MS = 30_000;

    private final Scenario scenario;
    private final int service;
    private final Scenario.Service definition;
    private final List<Scenario.Outage> outages;
    private final Recorder recorder;
    private final Users users;
    private final double scale;
    private final long seed;
    private final double[] cumulative;
    private final Stream stream = new Stream();
    private long minute = Long.MIN_VALUE;

    /** Those that are to be played. */
    public Connections(
            Scenario scenario,
            int service,
            Recorder recorder,
            Population population,
            long seed,
            double scale) {
        this(scenario, service, recorder, population.of(service), seed, scale);
    }

    private Connections(
            Scenario scenario,
            int service,
            Recorder recorder,
            Users users,
            long seed,
            double scale) {
        this.scenario = scenario;
        this.service = service;
        this.definition = scenario.services().get(service);
        this.outages =
                scenario.outages().stream()
                        .filter(outage -> outage.service().equals(definition.name()))
                        .toList();
        this.recorder = recorder;
        this.users = users;
        this.scale = scale;
        this.seed = seed;
        this.cumulative = new double[scenario.countries().size()];
    }

    /** Of which only the rates are asked for. */
    public static Connections rates(Scenario scenario, int service, long seed, double scale) {
        return new Connections(scenario, service, null, (Users) null, seed, scale);
    }

    /**
     * Sampled attempts per second and country on an ordinary day at scale 1, noise included.
     *
     * @param perCountry filled, in the order of the scenario's countries
     */
    public void rates(long second, double[] perCountry) {
        prepare(second);
        double noise = noise(second);
        for (int i = 0; i < perCountry.length; i++) {
            perCountry[i] = (cumulative[i] - (i == 0 ? 0 : cumulative[i - 1])) * noise;
        }
    }

    private double noise(long second) {
        return StrictMath.exp(.04 * Stream.noise(seed, service * 8L + 5, second, 300));
    }

    /**
     * How many times as many attempts there are from a country as on an ordinary day, since clients
     * that fail try again.
     */
    public double retries(long second, int country) {
        double retries = 1;
        for (Scenario.Outage outage : outages) {
            if (outage.active(second) && outage.touches(scenario.countries().get(country))) {
                retries = Math.max(retries, outage.retries());
            }
        }
        return retries;
    }

    /** The most of any country. */
    private double mostRetries(long second) {
        double retries = 1;
        for (Scenario.Outage outage : outages) {
            retries = outage.active(second) ? Math.max(retries, outage.retries()) : retries;
        }
        return retries;
    }

    /** Share of attempts from a country that fail. */
    public double failures(long second, int country) {
        double share = ORDINARY_FAILURES;
        for (Scenario.Outage outage : outages) {
            if (outage.active(second) && outage.touches(scenario.countries().get(country))) {
                share = Math.max(share, outage.share());
            }
        }
        return share;
    }

    /** Plays one second. */
    public void second(long second) {
        prepare(second);
        stream.of(seed, service * 16L + 9, second);
        double most = mostRetries(second);
        double perSecond = cumulative[cumulative.length - 1] * noise(second) * most;
        int attempts = stream.poisson(perSecond * scale);
        for (int i = 0; i < attempts; i++) {
            attempt(second, most);
        }
    }

    private void prepare(long second) {
        if (Math.floorDiv(second, 60) == minute) {
            return;
        }
        minute = Math.floorDiv(second, 60);
        double weights = 0;
        for (Scenario.Country country : scenario.countries()) {
            weights += weight(country);
        }
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            Scenario.Country country = scenario.countries().get(i);
            sum +=
                    definition.connectionsPerSecond()
                            * weight(country)
                            / weights
                            * Demand.shape(second, country.utcOffset());
            cumulative[i] = sum;
        }
    }

    private double weight(Scenario.Country country) {
        return country.weight() * definition.regions().getOrDefault(country.region(), 1.0);
    }

    /**
     * @param most so many times as many are drawn everywhere; where fewer try again, the rest of
     *     them is not played
     */
    private void attempt(long second, double most) {
        double at = stream.next() * cumulative[cumulative.length - 1];
        int country = 0;
        while (cumulative[country] <= at && country < cumulative.length - 1) {
            country++;
        }
        double retries = retries(second, country);
        if (retries < most && stream.next() * most >= retries) {
            return;
        }
        int who = users.pick(country, second, stream);
        double fail = failures(second, country);
        boolean failed = stream.next() < fail;
        if (failed && fail > ORDINARY_FAILURES) {
            users.failed(country, who);
        }
        int outcome =
                !failed
                        ? stream.next() < AUTH_FAILURES
                                ? Connection.Outcome.AUTH_FAILED.ordinal()
                                : 0
                        : FAILURES[stream.next(FAILURES.length)];
        double latency =
                outcome == Connection.Outcome.TIMEOUT.ordinal()
                        ? TIMEOUT_MS
                        : StrictMath.exp(
                                (fail > .1 ? 6.4 : LOG_LATENCY)
                                        + LOG_LATENCY_SPREAD * stream.gaussian());
        recorder.connection(
                second * 1000 + stream.next(1000),
                service,
                country,
                stream.next() < .6 ? 0 : 1,
                users.user(country, who),
                stream.nextLong(),
                outcome,
                Math.min(60_000, (long) latency),
                definition.connectionWeight());
    }
}
