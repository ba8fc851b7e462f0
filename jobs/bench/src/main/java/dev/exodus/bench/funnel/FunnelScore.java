package dev.exodus.bench.funnel;

import dev.exodus.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How well suppressed registrations are estimated, and waits, against what the simulator knows.
 *
 * @param met whether every goal is reached
 * @param coverage share of all 95 % intervals of overrun gateways that hold the truth
 * @param gateways one by one
 */
public record FunnelScore(boolean met, double coverage, List<Gateway> gateways) {
    /** Codes a second; the evening's demand grows to about 100 people a second. */
    static final List<Double> GATEWAYS = List.of(200.0, 60.0, 45.0, 30.0);

    static final double HIGHEST_ERROR = .05;
    static final double LOWEST_COVERAGE = .92;
    static final double HIGHEST_COVERAGE = .97;

    /**
     * Plays all evenings.
     *
     * @param seeds evenings per gateway
     * @param scale share of all people, and of the gateways
     * @param done told of each gateway
     */
    static FunnelScore run(
            Scenario scenario, String service, int seeds, double scale, Consumer<Gateway> done) {
        List<Gateway> gateways = new ArrayList<>();
        for (double perSecond : GATEWAYS) {
            List<Trial> trials = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                trials.add(Evening.play(scenario, service, perSecond, seed, scale));
            }
            Gateway gateway = Gateway.of(perSecond, trials);
            done.accept(gateway);
            gateways.add(gateway);
        }
        return of(gateways);
    }

    static FunnelScore of(List<Gateway> gateways) {
        List<Gateway> overrun = gateways.stream().filter(Gateway::isOverrun).toList();
        double coverage = overrun.stream().mapToDouble(Gateway::coverage).average().orElse(0);
        boolean met =
                coverage >= LOWEST_COVERAGE
                        && coverage <= HIGHEST_COVERAGE
                        && gateways.stream()
                                .allMatch(
                                        g ->
                                                g.isExact(HIGHEST_ERROR)
                                                        && g.littlesError() <= HIGHEST_ERROR);
        return new FunnelScore(met, coverage, gateways);
    }
}
