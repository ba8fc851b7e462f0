package dev.exodus.bench.funnel;

import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.cli.JsonFile;
import dev.exodus.standalone.cli.Subcommand;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./exodus funnel-check}. */
@Command(
        name = "funnel-check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measure how well registrations lost to an overrun SMS gateway are estimated: many"
                    + " evenings behind gateways of 200, 60, 45 and 30 codes a second.",
            "Exit 0 if every goal is reached, 1 if not, 2 for wrong usage."
        })
public final class FunnelCheckCommand implements Subcommand {
    private static final String SCENARIO = "2014-02-22-whatsapp";
    private static final String SERVICE = "telegram";

    @Mixin private JsonFile json;

    @Option(
            names = "--seeds",
            defaultValue = "100",
            description = "Evenings per gateway (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--scale",
            defaultValue = "0.02",
            description = "Share of all people, and of the gateways (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "gateway  evenings  suppressed  estimated  error  from requests  intervals"
                        + "  backlog    wait  Little");
        FunnelScore score =
                FunnelScore.run(
                        Scenario.shipped(SCENARIO), SERVICE, seeds, scale, g -> print(g, out));
        out.printf(
                Locale.ROOT,
                "check: %s (error and Little's wait within 5 %%, %.1f %% of the intervals hold the"
                        + " truth, 92 to 97 wanted)%n",
                score.met() ? "met" : "NOT MET",
                100 * score.coverage());
        out.flush();
        json.write(score);
        return score.met() ? 0 : 1;
    }

    private static void print(Gateway g, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%5.0f/s  %8d  %10.0f  %9.0f  %4.1f%%  %12.1f%%  %8.1f%%  %7.0f  %5.1fs  %5.2f%%%n",
                g.perSecond(),
                g.trials(),
                g.truth(),
                g.estimate(),
                100 * g.error(),
                100 * g.rawError(),
                100 * g.coverage(),
                g.worstBacklog(),
                g.measuredWait(),
                100 * g.littlesError());
        out.flush();
    }
}
