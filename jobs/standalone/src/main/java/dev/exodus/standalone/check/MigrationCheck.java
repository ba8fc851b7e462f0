package dev.exodus.standalone.check;

import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.CauseMinute;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.people.Demand;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Holds the rows of migration against an answer key: each failing service and each other one has
 * its row, which adds up to the rates and to its curve, and whose interval holds who truly came
 * because of it. People who are drawn by an outage are drawn by the first.
 */
public final class MigrationCheck {
    private static final Set<String> FAILURES = Set.of("outage", "degradation");

    /** Of figures that are the same sum in another order. */
    private static final double ROUNDING = 1e-6;

    private static final String IN_POSTGRES =
            "SELECT count(*), COALESCE(sum(%s), 0) FROM exodus.%s WHERE %s";
    private static final String IN_LAKE = "SELECT count(*), COALESCE(sum(%s), 0) FROM %s_latest";

    private final Summary key;
    private final List<CauseMinute> causes;
    private final List<String> differences = new ArrayList<>();

    private MigrationCheck(Summary key, List<CauseMinute> causes) {
        this.key = key;
        this.causes = causes;
    }

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     * @param duckDb has a view per table of the lake
     */
    public static MigrationReport run(AnswerKey key, Connection postgres, Connection duckDb)
            throws IOException, SQLException {
        MigrationCheck check = new MigrationCheck(key.summary(), key.causes());
        long settled = check.compareSettled(postgres, duckDb);
        return check.judge(StoredMigration.in(postgres), settled);
    }

    static MigrationReport judge(
            Summary key, List<CauseMinute> causes, List<StoredMigration> found) {
        return new MigrationCheck(key, causes).judge(found, 0);
    }

    private long compareSettled(Connection postgres, Connection duckDb) throws SQLException {
        Totals stored = totals(postgres, IN_POSTGRES.formatted("excess", "migration", "settled"));
        Totals kept = totals(duckDb, IN_LAKE.formatted("excess", "migration"));
        if (stored.rows != kept.rows || !same(stored.sum, kept.sum)) {
            differences.add(
                    "migration: %d settled rows of %.0f in PostgreSQL, %d of %.0f in Parquet"
                            .formatted(stored.rows, stored.sum, kept.rows, kept.sum));
        }
        return stored.rows;
    }

    private record Totals(long rows, double sum) {}

    private static Totals totals(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Totals(row.getLong(1), row.getDouble(2));
        }
    }

    private MigrationReport judge(List<StoredMigration> found, long settled) {
        List<Summary.Incident> failures =
                key.incidents().stream()
                        .filter(incident -> FAILURES.contains(incident.kind()))
                        .sorted(Comparator.comparing(MigrationCheck::start))
                        .toList();
        List<MigrationReport.Flow> flows = new ArrayList<>();
        for (Summary.Incident failure : failures) {
            for (String destination : key.services()) {
                if (!destination.equals(failure.service())) {
                    judge(failure, destination, failure == failures.get(0), found, flows);
                }
            }
        }
        return new MigrationReport(found.size() + settled, flows, differences);
    }

    private static Instant start(Summary.Incident incident) {
        return incident.parts().get(0).get(0);
    }

    private static Instant end(Summary.Incident incident) {
        return incident.parts().get(incident.parts().size() - 1).get(1);
    }

    private void judge(
            Summary.Incident failure,
            String destination,
            boolean first,
            List<StoredMigration> found,
            List<MigrationReport.Flow> flows) {
        String name = "migration from " + failure.service() + " to " + destination;
        List<StoredMigration> own =
                found.stream()
                        .filter(row -> row.source().equals(failure.service()))
                        .filter(row -> row.destination().equals(destination))
                        .filter(row -> row.start().isBefore(end(failure)))
                        .filter(row -> row.end() == null || row.end().isAfter(start(failure)))
                        .toList();
        if (own.size() != 1) {
            differences.add(name + ": found " + own.size() + " times");
            return;
        }
        StoredMigration row = own.get(0);
        if (row.observed() != row.added()) {
            differences.add(
                    "%s: %.0f registrations observed, %.0f in the rates"
                            .formatted(name, row.observed(), row.added()));
        }
        if (!same(row.excess(), row.curve())) {
            differences.add(
                    "%s: excess %.3f, its curve adds up to %.3f"
                            .formatted(name, row.excess(), row.curve()));
        }
        MigrationReport.Flow flow = flow(row, first);
        flows.add(flow);
        if (!flow.isNear() || !flow.isNewsNear()) {
            differences.add(name + ": far from the truth: " + flow);
        }
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a) + Math.abs(b));
    }

    private MigrationReport.Flow flow(StoredMigration row, boolean first) {
        Instant to = row.windowTo().isBefore(key.to()) ? row.windowTo() : key.to();
        long end = Math.floorDiv(to.getEpochSecond(), 60L);
        long registered = 0;
        long anyway = 0;
        long news = 0;
        for (CauseMinute minute : causes) {
            if (minute.service().equals(row.destination())
                    && minute.minute() >= row.firstMinute()
                    && minute.minute() < end) {
                registered += minute.registered().stream().mapToLong(n -> n).sum();
                anyway += minute.drawn(Demand.Cause.BASE.ordinal());
                news += minute.drawn(Demand.Cause.NEWS.ordinal());
            }
        }
        return new MigrationReport.Flow(
                row.source(),
                row.destination(),
                Instant.ofEpochSecond(60 * row.firstMinute()),
                to,
                row.observed(),
                row.excess(),
                row.lo95(),
                row.hi95(),
                first ? registered - anyway - news : 0,
                row.newsShare(),
                registered == 0 ? 0 : (double) news / registered,
                row.unassignedShare() == 0,
                row.settled());
    }
}
