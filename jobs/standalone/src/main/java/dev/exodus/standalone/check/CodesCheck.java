package dev.exodus.standalone.check;

import dev.exodus.core.migration.Suppression;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.FunnelMinute;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Holds the columns of codes in every row of migration against the tables of codes over the same
 * window, and what was lost in all countries against an answer key. Figures must be there where
 * codes are known from before the outage on, and nowhere else; what was lost by fewer than {@link
 * Suppression#K} people must be withheld, and nothing but that.
 */
public final class CodesCheck {
    private static final String ALL = "*";

    /** People are rounded to five. */
    private static final double HALF_OF_FIVE = 2.5;

    private static final double ROUNDING = 1e-6;

    /** Quantiles of a minute are those of a histogram. */
    private static final double BUCKET = .01;

    private final List<FunnelMinute> truth;
    private final List<String> differences = new ArrayList<>();
    private final List<CodesReport.Flow> flows = new ArrayList<>();

    private CodesCheck(List<FunnelMinute> truth) {
        this.truth = truth;
    }

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     */
    public static CodesReport run(AnswerKey key, Connection postgres)
            throws IOException, SQLException {
        return judge(key.funnel(), StoredCodes.in(postgres));
    }

    static CodesReport judge(List<FunnelMinute> truth, List<StoredCodes> rows) {
        CodesCheck check = new CodesCheck(truth);
        Map<String, List<StoredCodes>> tables =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.incident() + " " + row.destination()));
        for (StoredCodes row : rows) {
            check.judge(row, tables.get(row.incident() + " " + row.destination()));
        }
        return new CodesReport(rows.size(), check.flows, check.differences);
    }

    private void judge(StoredCodes row, List<StoredCodes> table) {
        StoredCodes.Told told = row.told();
        StoredCodes.Tables expected = row.tables();
        if (!expected.known()) {
            boolean silent =
                    told.requested() == null
                            && told.verified() == null
                            && told.suppressed() == null
                            && told.worstBacklog() == null
                            && told.waitMs() == null;
            require(silent, row, "codes", "told", "nothing: they are not known");
            return;
        }
        if (told.requested() == null) {
            require(false, row, "requested", null, expected.requested());
            return;
        }
        same(row, "requested", told.requested(), expected.requested());
        same(row, "verified", told.verified(), expected.verified());
        if (row.country().equals(ALL)) {
            same(row, "worst_backlog", told.worstBacklog(), expected.worstBacklog());
        }
        judgeWait(row);
        judgeLost(row, table);
        if (row.country().equals(ALL)) {
            CodesReport.Flow flow = flow(row);
            flows.add(flow);
            require(flow.isNear(), row, "suppressed", flow.suppressed(), "near " + flow.truth());
        }
    }

    private void judgeWait(StoredCodes row) {
        Long wait = row.told().waitMs();
        Long least = row.tables().leastWaitMs();
        if (wait == null || least == null) {
            require(Objects.equals(wait, least), row, "wait_p95_ms", wait, "that of a minute");
            return;
        }
        long greatest = row.tables().greatestWaitMs();
        boolean between = wait >= (1 - BUCKET) * least && wait <= (1 + BUCKET) * greatest;
        require(between, row, "wait_p95_ms", wait, least + " to " + greatest);
        boolean enough = row.tables().withinWait() >= .95 - BUCKET;
        require(enough, row, "wait_p95_ms", wait, "a wait that 95 % can have been within");
    }

    private void judgeLost(StoredCodes row, List<StoredCodes> table) {
        Double lost = row.told().suppressed();
        boolean withheld = isWithheld(row, table);
        if (lost == null || withheld) {
            require((lost == null) == withheld, row, "suppressed", lost, "withheld: " + withheld);
            require(!withheld || row.told().withheld(), row, "suppressed_cells", false, true);
            return;
        }
        double expected = row.tables().lost();
        double error = HALF_OF_FIVE + ROUNDING * (1 + Math.abs(expected));
        require(Math.abs(lost - expected) <= error, row, "suppressed", lost, expected);
    }

    /** Nothing is withheld where codes were never stuck. */
    private static boolean isWithheld(StoredCodes row, List<StoredCodes> table) {
        Map<String, Long> people = new HashMap<>();
        long all = 0;
        for (StoredCodes other : table) {
            if (other.country().equals(ALL)) {
                all = other.tables().people();
            } else {
                people.put(other.country(), other.tables().people());
            }
        }
        if (all == 0) {
            return false;
        }
        return row.country().equals(ALL)
                ? all < Suppression.K
                : Suppression.of(people, Suppression.K).withheld().contains(row.country());
    }

    private void same(StoredCodes row, String column, Long found, Long expected) {
        require(Objects.equals(found, expected), row, column, found, expected);
    }

    private void require(
            boolean right, StoredCodes row, String column, Object found, Object expected) {
        if (!right) {
            differences.add(
                    "codes from %s to %s, %s: %s is %s, expected %s"
                            .formatted(
                                    row.source(),
                                    row.destination(),
                                    row.country(),
                                    column,
                                    found,
                                    expected));
        }
    }

    private CodesReport.Flow flow(StoredCodes row) {
        long from = Math.floorDiv(row.from().getEpochSecond(), 60L);
        long to = Math.floorDiv(row.to().getEpochSecond(), 60L);
        StoredCodes.Told told = row.told();
        return new CodesReport.Flow(
                row.source(),
                row.destination(),
                row.from(),
                row.to(),
                told.requested(),
                told.verified(),
                told.suppressed(),
                row.tables().lo95(),
                row.tables().hi95(),
                truth.stream()
                        .filter(minute -> minute.service().equals(row.destination()))
                        .filter(minute -> minute.minute() >= from && minute.minute() < to)
                        .mapToLong(FunnelMinute::suppressed)
                        .sum(),
                told.worstBacklog() == null ? 0 : told.worstBacklog(),
                told.waitMs());
    }
}
