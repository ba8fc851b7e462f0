package dev.exodus.bench.backtest;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The incidents of one history as text.
 *
 * @param history what they were found in
 * @param columns incidents by one file of settings, or by each of two
 */
record Report(History history, List<List<Found>> columns) {

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d buckets of %d s from %s to %s, %s%n",
                history.name(),
                history.times().length,
                history.step(),
                Instant.ofEpochSecond(history.times()[0]),
                Instant.ofEpochSecond(history.end()),
                history.isCounts() ? "counts" : "values that are no counts");
        if (columns.size() == 1) {
            columns.get(0).forEach(each -> out.printf("  %s: %s%n", each.when(), each.why()));
            out.printf("  %d incidents%n", columns.get(0).size());
        } else {
            compare(columns.get(0), columns.get(1), out);
        }
        out.flush();
    }

    private static void compare(List<Found> a, List<Found> b, PrintWriter out) {
        List<Found> onlyB = new ArrayList<>(b);
        int both = 0;
        for (Found each : a) {
            List<Found> same = b.stream().filter(each::overlaps).toList();
            onlyB.removeAll(same);
            both += same.isEmpty() ? 0 : 1;
            out.printf("  %-6s %s: %s%n", same.isEmpty() ? "only a" : "a", each.when(), each.why());
            same.forEach(s -> out.printf("  %-6s %s: %s%n", "b", s.when(), s.why()));
        }
        onlyB.forEach(each -> out.printf("  %-6s %s: %s%n", "only b", each.when(), each.why()));
        out.printf(
                "  a %d incidents, b %d; %d of a are in b, %d of b are in none of a%n",
                a.size(), b.size(), both, onlyB.size());
    }
}
