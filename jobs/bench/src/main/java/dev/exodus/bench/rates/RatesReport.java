package dev.exodus.bench.rates;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.exodus.bench.Median;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What was measured.
 *
 * @param judged whether the runs are long enough to judge gates by
 * @param versions of all that had a part in it
 * @param truth by data set, what is to be counted
 * @param runs in the order in which they were made, warm-up not among them
 * @param differing runs that counted something else
 * @param gates what the ratios came to
 */
record RatesReport(
        boolean judged,
        Map<String, String> versions,
        Map<String, Counted> truth,
        List<Run> runs,
        List<Run> differing,
        List<GateResult> gates) {

    /** Whether all counted the same, and every gate that is judged is met. */
    @JsonProperty
    boolean met() {
        return differing.isEmpty() && (!judged || gates.stream().allMatch(GateResult::met));
    }

    void print(PrintWriter out) {
        out.printf(
                "%-38s %4s %9s %8s %7s %9s %7s %6s%n",
                "variant", "runs", "events/s", "CPU ns", "broker", "alloc B", "GC %", "load");
        for (Variant variant : Variant.values()) {
            List<Run> own = runs.stream().filter(run -> run.variant() == variant).toList();
            if (!own.isEmpty()) {
                print(variant, own, out);
            }
        }
        out.println();
        out.printf("%-5s %-72s %6s %15s %8s%n", "", "ratio", "median", "spread", "goal");
        gates.forEach(gate -> print(gate, out));
        differing.forEach(
                run ->
                        out.printf(
                                Locale.ROOT,
                                "VOID: round %d of %s counted %,d events in %,d rows, check sum"
                                        + " %016x%n",
                                run.round(),
                                run.variant().title(),
                                run.events(),
                                run.rows(),
                                run.checkSum()));
        out.println(conclusion());
        out.flush();
    }

    private String conclusion() {
        if (!differing.isEmpty()) {
            return "check: NOT MET, not all count the same";
        }
        if (!judged) {
            return "check: all count the same; no gate is judged by runs so short";
        }
        return "check: " + (met() ? "met" : "NOT MET") + ", all count the same";
    }

    private static void print(Variant variant, List<Run> runs, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-38s %4d %,9.0f %8.0f %7.0f %9.0f %7.1f %6.1f%n",
                variant.title(),
                runs.size(),
                1e9 / median(runs, Run::wallNanosPerEvent),
                median(runs, Run::cpuNanosPerEvent),
                median(runs, run -> run.brokerCpuSeconds() * 1e9 / run.events()),
                median(runs, run -> (double) run.allocatedBytes() / run.events()),
                median(runs, run -> 100 * run.gcSeconds() / run.wallSeconds()),
                median(runs, Run::loadAverage));
    }

    private void print(GateResult result, PrintWriter out) {
        Gate gate = result.gate();
        out.printf(
                Locale.ROOT,
                "%-5s %-72s %6.2f %6.2f - %6.2f %2s %5.2f  %s%n",
                gate.id(),
                "%s: %s / %s"
                        .formatted(gate.cost().title(), gate.over().title(), gate.under().title()),
                result.median(),
                result.least(),
                result.most(),
                gate.atLeast() ? ">=" : "<=",
                gate.limit(),
                !judged ? "" : result.met() ? "met" : "NOT MET");
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> of) {
        return Median.of(runs.stream().mapToDouble(of).sorted().toArray());
    }
}
