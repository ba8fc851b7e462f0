package dev.exodus.simulator.history;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.people.Demand;
import dev.exodus.simulator.people.Sessions;
import dev.exodus.simulator.scenario.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/** Sign-ups begun and completed. */
final class RegistrationHistory extends ServiceHistory {
    private final Demand demand;
    private final String[] platforms = Recorder.platforms();
    private final int[] ofCountry = new int[60];
    private final int[] ofAll = new int[60];

    RegistrationHistory(Scenario scenario, int number, SimulationOptions options) {
        super(scenario, number, Feed.SIGNUP, options, 13);
        this.demand = new Demand(scenario, number, options.seed());
    }

    @Override
    void rates(long second, double[] perCountry) {
        demand.beginning(second, perCountry);
    }

    @Override
    void draw(Instant time, double[] mean, History.Rows rows) throws IOException {
        Arrays.fill(ofAll, 0);
        double conversion = conversion(time, mean);
        long people = 0;
        long registered = 0;
        for (int i = 0; i < mean.length; i++) {
            long begun = stream.poisson(mean[i]);
            // Those who complete began, nearly all, in the minute before: a draw of their own.
            long completed = stream.poisson(mean[i] * conversion);
            Arrays.fill(ofCountry, 0);
            for (long n = 0; n < completed; n++) {
                int second = stream.next(60);
                ofCountry[second]++;
                ofAll[second]++;
            }
            rows.add(row(country(i), ALL, time, begun, completed, ofCountry));
            people += begun;
            registered += completed;
        }
        rows.add(row(ALL, ALL, time, people, registered, ofAll));
        Arrays.fill(ofCountry, 0);
        for (int i = 0; i < platforms.length; i++) {
            long begun = i == platforms.length - 1 ? people : share(people, Platforms.rest(i));
            long completed =
                    i == platforms.length - 1 ? registered : share(registered, Platforms.rest(i));
            rows.add(row(ALL, platforms[i], time, begun, completed, ofCountry));
            people -= begun;
            registered -= completed;
        }
    }

    /** Share of people who complete: what is more than gateway and servers take is lost. */
    private double conversion(Instant time, double[] mean) {
        double wanted = Arrays.stream(mean).sum() * Sessions.CALM_CONVERSION;
        Scenario.Service definition = scenario.services().get(number);
        double perSecond =
                Scenario.Capacity.at(definition.smsPerSecond(), unshifted(time).getEpochSecond());
        if (definition.signupsPerSecond() > 0) {
            perSecond = Math.min(perSecond, definition.signupsPerSecond());
        }
        double most = perSecond * MINUTE * scale();
        return Sessions.CALM_CONVERSION * (wanted > most ? most / wanted : 1);
    }

    private RegistrationMinute row(
            String country,
            String platform,
            Instant time,
            long begun,
            long completed,
            int[] perSecond) {
        int peak = 0;
        for (int i = 1; i < perSecond.length; i++) {
            peak = perSecond[i] > perSecond[peak] ? i : peak;
        }
        boolean any = perSecond[peak] > 0;
        return new RegistrationMinute(
                service,
                country,
                platform,
                time,
                begun,
                completed,
                perSecond[peak],
                any ? time.plusSeconds(peak) : null,
                covered(),
                covered() == MINUTE,
                GENERATION,
                begun + completed);
    }
}
