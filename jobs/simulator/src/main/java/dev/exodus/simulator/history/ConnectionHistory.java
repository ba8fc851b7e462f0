package dev.exodus.simulator.history;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.people.Connections;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/** Connection attempts by outcome, with their latency. */
final class ConnectionHistory extends ServiceHistory {
    /** Standard normal quantiles of the median, the 95th and the 99th percentile. */
    private static final double[][] QUANTILES = {{.5, 0}, {.95, 1.6449}, {.99, 2.3263}};

    private static final double ANDROID = .6;

    /** So many failures, and the latencies are those of an outage, which are not drawn. */
    private static final double RARE = .1;

    private final Connections connections;
    private final long weight;

    ConnectionHistory(Scenario scenario, int number, SimulationOptions options) {
        super(scenario, number, Feed.CONNECTION, options, 15);
        this.weight = scenario.services().get(number).connectionWeight();
        this.connections = Connections.rates(scenario, number, options.seed(), options.scale());
    }

    @Override
    void rates(long second, double[] perCountry) {
        connections.rates(second, perCountry);
        for (int i = 0; i < perCountry.length; i++) {
            perCountry[i] *= connections.retries(second, i);
        }
    }

    /** Outcomes of a number of attempts: all, timeout, refused, reset, server error, auth. */
    private long[] outcomes(long attempts, double failing) {
        long failed = failing > RARE ? share(attempts, failing) : few(attempts, failing);
        long timeout = share(failed, 2 / 6.0);
        long refused = share(failed - timeout, 1 / 4.0);
        long reset = share(failed - timeout - refused, 1 / 3.0);
        return new long[] {
            attempts,
            timeout,
            refused,
            reset,
            failed - timeout - refused - reset,
            few(attempts - failed, Connections.AUTH_FAILURES)
        };
    }

    @Override
    void draw(Instant time, double[] mean, History.Rows rows) throws IOException {
        long[] all = new long[6];
        long second = unshifted(time).getEpochSecond();
        double failures = 0;
        double total = Math.max(Double.MIN_NORMAL, Arrays.stream(mean).sum());
        for (int i = 0; i < mean.length; i++) {
            double failing = connections.failures(second, i);
            failures += failing * mean[i] / total;
            long[] counts = outcomes(stream.poisson(mean[i]), failing);
            rows.add(row(country(i), ALL, time, counts, failing <= RARE));
            for (int k = 0; k < all.length; k++) {
                all[k] += counts[k];
            }
        }
        rows.add(row(ALL, ALL, time, all, failures <= RARE));
        String[] platforms = Recorder.platforms();
        long[] android = android(all);
        long[] ios = new long[6];
        for (int k = 0; k < all.length; k++) {
            ios[k] = all[k] - android[k];
        }
        rows.add(row(ALL, platforms[0], time, android, false));
        rows.add(row(ALL, platforms[1], time, ios, false));
    }

    /** Those of Android: of each outcome its share, since failures do not ask for the platform. */
    private long[] android(long[] all) {
        long[] android = new long[all.length];
        long others = all[0];
        for (int k = 1; k < all.length; k++) {
            android[k] = share(all[k], ANDROID);
            android[0] += android[k];
            others -= all[k];
        }
        android[0] += share(others, ANDROID);
        return android;
    }

    private ConnectionMinute row(
            String country, String platform, Instant time, long[] counts, boolean latencies) {
        long failed = counts[1] + counts[2] + counts[3] + counts[4];
        Long[] quantiles = new Long[3];
        for (int i = 0; i < quantiles.length && latencies && counts[0] > 0; i++) {
            quantiles[i] = latency(counts[0], QUANTILES[i][0], QUANTILES[i][1]);
        }
        return new ConnectionMinute(
                service,
                country,
                platform,
                time,
                counts[0] * weight,
                (counts[0] - failed - counts[5]) * weight,
                counts[1] * weight,
                counts[2] * weight,
                counts[3] * weight,
                counts[4] * weight,
                counts[5] * weight,
                quantiles[0],
                quantiles[1],
                quantiles[2],
                covered(),
                covered() == MINUTE,
                GENERATION,
                counts[0]);
    }

    /**
     * A quantile of so many log-normal latencies: asymptotically normal around the true one with
     * standard deviation {@code sqrt(p (1 - p) / n) / density}.
     */
    private long latency(long n, double p, double normal) {
        double density = StrictMath.exp(-normal * normal / 2) / StrictMath.sqrt(2 * Math.PI);
        double error = StrictMath.sqrt(p * (1 - p) / n) / density * stream.gaussian();
        double log = Connections.LOG_LATENCY + Connections.LOG_LATENCY_SPREAD * (normal + error);
        return Math.min(Connections.TIMEOUT_MS, Math.max(1, (long) StrictMath.exp(log)));
    }
}
