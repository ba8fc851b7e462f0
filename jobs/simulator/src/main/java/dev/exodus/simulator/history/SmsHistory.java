package dev.exodus.simulator.history;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.people.Demand;
import dev.exodus.simulator.people.Sessions;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Instant;

/** Codes asked for, and what became of them. */
final class SmsHistory extends ServiceHistory {
    private static final int REQUESTED = 0;
    private static final int SENT = 1;
    private static final int DELIVERED = 2;
    private static final int FAILED = 3;
    private static final int EXPIRED = 4;
    private static final int VERIFIED = 5;
    private static final int STATUSES = 6;

    private final Demand demand;
    private final String[] platforms = Recorder.platforms();

    SmsHistory(Scenario scenario, int number, SimulationOptions options) {
        super(scenario, number, Feed.SMS, options, 14);
        this.demand = new Demand(scenario, number, options.seed());
    }

    @Override
    void rates(long second, double[] perCountry) {
        demand.beginning(second, perCountry);
    }

    @Override
    void draw(Instant time, double[] mean, History.Rows rows) throws IOException {
        long[] all = new long[STATUSES];
        for (int i = 0; i < mean.length; i++) {
            long[] counts = new long[STATUSES];
            counts[REQUESTED] = stream.poisson(mean[i] * Sessions.CALM_CODES);
            counts[SENT] = counts[REQUESTED];
            counts[FAILED] = few(counts[SENT], Sessions.CALM_FAILURES);
            counts[DELIVERED] = counts[SENT] - counts[FAILED];
            double entered =
                    Sessions.CALM_CONVERSION / (Sessions.CALM_CODES * (1 - Sessions.CALM_FAILURES));
            counts[EXPIRED] = few(counts[DELIVERED], 1 - entered);
            counts[VERIFIED] = counts[DELIVERED] - counts[EXPIRED];
            rows.add(row(country(i), ALL, time, counts));
            for (int k = 0; k < STATUSES; k++) {
                all[k] += counts[k];
            }
        }
        rows.add(row(ALL, ALL, time, all));
        for (int i = 0; i < platforms.length; i++) {
            long[] counts = new long[STATUSES];
            for (int k = 0; k < STATUSES; k++) {
                boolean last = i == platforms.length - 1;
                counts[k] = last ? all[k] : share(all[k], Platforms.rest(i));
                all[k] -= counts[k];
            }
            rows.add(row(ALL, platforms[i], time, counts));
        }
    }

    private SmsMinute row(String country, String platform, Instant time, long[] counts) {
        long events = 0;
        for (long count : counts) {
            events += count;
        }
        return new SmsMinute(
                service,
                country,
                platform,
                time,
                counts[REQUESTED],
                counts[SENT],
                counts[DELIVERED],
                counts[FAILED],
                counts[EXPIRED],
                counts[VERIFIED],
                covered(),
                covered() == MINUTE,
                GENERATION,
                events);
    }
}
