package dev.exodus.standalone.check;

import dev.exodus.core.migration.Suppression;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.PeopleKey;
import dev.exodus.simulator.answer.Summary;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Holds what every row of migration, and of incident_people, says of people against an answer key
 * in which they are joined one by one: each figure is what those in the samples say, as far as a
 * sketch can tell, none is there before it is due or missing afterwards, and those that are
 * withheld, and no others, speak of too few people.
 */
public final class PeopleCheck {
    private static final long STEP_MS = PeopleKey.CELL_MS;
    private static final long HOUR_S = 3600;

    /** Of figures that are worked out in another order. */
    private static final double ROUNDING = 1e-6;

    /** Published people are rounded to five. */
    private static final double HALF_OF_FIVE = 2.5;

    /** Of what sketches add; there are many rows. */
    private static final double DEVIATIONS = 5;

    /** How far a bound may be from the normal limit: it is that of few people. */
    private static final double LEAST = .6;

    private static final double MOST = 1.6;

    /** Days behind the end after which a figure is due. */
    private static final Map<String, Integer> DUE_DAYS =
            Map.of(
                    StoredPeople.RETAINED_1, 1,
                    StoredPeople.RETAINED_7, 7,
                    StoredPeople.RETAINED_28, 28,
                    StoredPeople.RETURNED, 7,
                    StoredPeople.BOTH, 7);

    /** Figures that have bounds, and these. */
    private static final Map<String, List<String>> BOUNDS =
            Map.of(
                    StoredPeople.MIGRATED, List.of(StoredPeople.LO95, StoredPeople.HI95),
                    StoredPeople.AFFECTED, List.of(StoredPeople.LOWER, StoredPeople.UPPER));

    private static final String SUMS =
            "SELECT count(migrated), COALESCE(sum(migrated), 0), count(retained_day1),"
                    + " COALESCE(sum(retained_day1), 0) FROM ";

    /** What is taken back, so that it says 0, is not in the lake. */
    private static final String SUMS_OF_AFFECTED =
            "SELECT count(*) FILTER (WHERE suppressed_cells), count(people_affected) FILTER (WHERE"
                    + " people_affected > 0), COALESCE(sum(people_affected), 0),"
                    + " COALESCE(sum(people_upper), 0) FROM ";

    private final Summary key;
    private final PeopleKey people;
    private final List<String> differences = new ArrayList<>();

    private PeopleCheck(Summary key, PeopleKey people) {
        this.key = key;
        this.people = people;
    }

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     * @param duckDb has a view per table of the lake
     */
    public static PeopleReport run(AnswerKey key, Connection postgres, Connection duckDb)
            throws IOException, SQLException {
        PeopleCheck check = new PeopleCheck(key.summary(), key.people());
        check.same(
                "people",
                sums(postgres, SUMS + "exodus.migration WHERE settled"),
                sums(duckDb, SUMS + "migration_latest"));
        check.same(
                "people affected",
                sums(postgres, SUMS_OF_AFFECTED + "exodus.incident_people WHERE settled"),
                sums(duckDb, SUMS_OF_AFFECTED + "incident_people_latest"));
        return check.judge(StoredPeople.in(postgres), StoredPeople.affectedIn(postgres));
    }

    static PeopleReport judge(
            Summary key, PeopleKey people, List<StoredPeople> moved, List<StoredPeople> affected) {
        return new PeopleCheck(key, people).judge(moved, affected);
    }

    private void same(String what, List<Double> stored, List<Double> kept) {
        for (int i = 0; i < stored.size(); i++) {
            if (!same(stored.get(i), kept.get(i), ROUNDING)) {
                differences.add(
                        "%s of settled rows: %s in PostgreSQL, %s in Parquet"
                                .formatted(what, stored, kept));
                return;
            }
        }
    }

    private static List<Double> sums(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return List.of(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4));
        }
    }

    private static boolean same(double a, double b, double error) {
        return Math.abs(a - b) <= error * Math.max(1, Math.abs(a) + Math.abs(b));
    }

    private PeopleReport judge(List<StoredPeople> moved, List<StoredPeople> affected) {
        List<PeopleReport.Flow> flows = new ArrayList<>();
        for (List<StoredPeople> flow : tables(moved)) {
            new Moved(flow).judge(flows);
        }
        flows.sort(Comparator.comparing(PeopleReport.Flow::source));
        List<PeopleReport.Affected> outages = new ArrayList<>();
        for (List<StoredPeople> outage : tables(affected)) {
            new Affected(outage).judge(outages);
        }
        return new PeopleReport(moved.size() + affected.size(), outages, flows, differences);
    }

    /** Rows by incident and destination. */
    private static Collection<List<StoredPeople>> tables(List<StoredPeople> rows) {
        Map<String, List<StoredPeople>> tables = new LinkedHashMap<>();
        for (StoredPeople row : rows) {
            tables.computeIfAbsent(row.incident() + row.destination(), t -> new ArrayList<>())
                    .add(row);
        }
        return tables.values();
    }

    private static Instant floor(Instant time) {
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), STEP_MS) * STEP_MS);
    }

    private static Instant ceiling(Instant time) {
        return Instant.ofEpochMilli(-Math.floorDiv(-time.toEpochMilli(), STEP_MS) * STEP_MS);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** A table of one figure, with what of it must be withheld. */
    private record Table(List<PeopleTruths.Figure> figures, Suppression suppression) {
        /** Whether sketches add nothing, so that it is known what is withheld. */
        boolean isExact() {
            return figures.stream().allMatch(figure -> figure.deviation() == 0);
        }
    }

    /** Rows of one table of countries. */
    private abstract class Judge {
        final List<StoredPeople> rows;
        final StoredPeople first;
        final Instant from;

        /** End of the outage, if it has one. */
        final Instant end;

        private final Map<Instant, Map<String, Table>> tables = new TreeMap<>();

        Judge(List<StoredPeople> rows) {
            this.rows = rows;
            this.first = rows.get(0);
            this.from = floor(first.start());
            this.end = first.end() == null ? null : ceiling(first.end());
        }

        /** What must be there in rows of a moment, later than the start. */
        abstract Map<String, Table> known(Instant through);

        /** Of whom a row speaks. */
        abstract String who(StoredPeople row);

        /** People of the first hour are not known as a whole. */
        boolean isKnown() {
            return Math.floorDiv(from.getEpochSecond(), HOUR_S)
                    > Math.floorDiv(key.from().getEpochSecond(), HOUR_S);
        }

        void differ(StoredPeople row, String what, Object found, Object expected) {
            differences.add(
                    "%s, %s: %s is %s, expected %s"
                            .formatted(who(row), row.country(), what, found, expected));
        }

        void isUnknown(StoredPeople row) {
            if (!row.figures().isEmpty()) {
                differ(row, "tells of people whom nobody saw", row.figures(), "nothing");
            }
        }

        void judge(StoredPeople row) {
            Map<String, Table> expected = tables(row);
            boolean exact = true;
            boolean withheld = false;
            for (Map.Entry<String, Table> entry : expected.entrySet()) {
                exact &= entry.getValue().isExact();
                withheld |= isWithheld(entry.getValue(), row);
                judge(row, entry.getKey(), entry.getValue());
            }
            for (String figure : row.figures().keySet()) {
                if (!expected.containsKey(bounded(figure))) {
                    differ(row, figure, row.figure(figure), "nothing before it is due");
                }
            }
            // Figures of codes have their own check; where one is withheld, the row must say so.
            withheld |= row.codesWithheld();
            if (exact && withheld != row.withheld()) {
                differ(row, "suppressed_cells", row.withheld(), withheld);
            }
            BOUNDS.forEach((figure, names) -> bounds(row, expected.get(figure), figure, names));
        }

        private static String bounded(String figure) {
            for (Map.Entry<String, List<String>> bounds : BOUNDS.entrySet()) {
                if (bounds.getValue().contains(figure)) {
                    return bounds.getKey();
                }
            }
            return figure;
        }

        private void judge(StoredPeople row, String name, Table table) {
            PeopleTruths.Figure truth = truth(table, row);
            Double found = row.figure(name);
            boolean withheld = isWithheld(table, row);
            if (found == null) {
                // A sketch may see less than twenty where there are a few more.
                boolean few =
                        table.isExact() ? withheld : withheld || mayBeWithheld(table, row, truth);
                if (!few) {
                    differ(row, name, "missing", truth.value());
                }
                return;
            }
            if (table.isExact() ? withheld : truth.seen() < Suppression.K / 2) {
                differ(row, name, found, "withheld: " + truth.seen() + " people are behind it");
                return;
            }
            double error = DEVIATIONS * truth.deviation() + ROUNDING * (1 + truth.value());
            if (BOUNDS.containsKey(name)) {
                error += HALF_OF_FIVE;
            }
            if (!(Math.abs(found - truth.value()) <= error)) {
                differ(row, name, found, truth.value() + " +- " + error);
            }
        }

        private boolean mayBeWithheld(Table table, StoredPeople row, PeopleTruths.Figure truth) {
            return truth.seen() < 2 * Suppression.K
                    || !row.country().equals(StoredPeople.ALL)
                            && rows.stream()
                                    .filter(other -> !other.country().equals(StoredPeople.ALL))
                                    .filter(other -> other != row)
                                    .anyMatch(
                                            other ->
                                                    truth(table, other).seen() < 2 * Suppression.K);
        }

        private boolean isWithheld(Table table, StoredPeople row) {
            return row.country().equals(StoredPeople.ALL)
                    ? table.suppression().total()
                    : table.suppression().withheld().contains(row.country());
        }

        PeopleTruths.Figure truth(Table table, StoredPeople row) {
            return table.figures().get(number(row));
        }

        private int number(StoredPeople row) {
            return row.country().equals(StoredPeople.ALL)
                    ? key.countries().size()
                    : key.countries().indexOf(row.country());
        }

        /** They lie around the estimate, as far from it as the sample demands. */
        private void bounds(StoredPeople row, Table table, String figure, List<String> names) {
            Double estimate = row.figure(figure);
            if (estimate == null || table == null) {
                return;
            }
            Double lo = row.figure(names.get(0));
            Double hi = row.figure(names.get(1));
            PeopleTruths.Figure truth = truth(table, row);
            if (lo == null
                    || hi == null
                    || !isAbout(estimate - lo, truth.below())
                    || !isAbout(hi - estimate, truth.above())) {
                differ(
                        row,
                        "interval",
                        lo + " to " + hi,
                        "about %.0f to %.0f"
                                .formatted(estimate - truth.below(), estimate + truth.above()));
            }
        }

        private static boolean isAbout(double found, double expected) {
            return found >= LEAST * expected - 2 * HALF_OF_FIVE
                    && found <= MOST * expected + 2 * HALF_OF_FIVE;
        }

        Map<String, Table> tables(StoredPeople row) {
            return tables.computeIfAbsent(floor(row.through()), this::tables);
        }

        private Map<String, Table> tables(Instant through) {
            return from.isBefore(through) ? known(through) : Map.of();
        }

        /** The end of the outage, as much of it as is known. */
        Instant close(Instant through) {
            return end == null ? through : earlier(end, through);
        }

        /** What is told of one country depends on the others that are told of. */
        Table table(List<PeopleTruths.Figure> figures) {
            Map<String, Long> seen = new TreeMap<>();
            for (StoredPeople row : rows) {
                if (!row.country().equals(StoredPeople.ALL)) {
                    seen.put(row.country(), figures.get(number(row)).seen());
                }
            }
            return new Table(figures, Suppression.of(seen, Suppression.K));
        }
    }

    /** Rows of one incident and destination. */
    private final class Moved extends Judge {
        Moved(List<StoredPeople> rows) {
            super(rows);
        }

        @Override
        String who(StoredPeople row) {
            return "people from %s to %s".formatted(row.source(), row.destination());
        }

        void judge(List<PeopleReport.Flow> told) {
            for (StoredPeople row : rows) {
                if (!isKnown()) {
                    isUnknown(row);
                    continue;
                }
                judge(row);
                if (!Objects.equals(row.due(), due(row))) {
                    differ(row, "due_at", row.due(), due(row));
                }
                if (row.country().equals(StoredPeople.ALL)) {
                    told.add(flow(row));
                }
            }
        }

        private Instant due(StoredPeople row) {
            if (end == null) {
                return null;
            }
            for (int days : new int[] {1, 7, 28}) {
                Instant due = due(days);
                if (row.through().isBefore(due)) {
                    return due;
                }
            }
            return null;
        }

        private Instant due(int days) {
            return end.plus(Duration.ofDays(days)).plusMillis(key.allowedLatenessMs());
        }

        @Override
        Map<String, Table> known(Instant through) {
            Instant until = end == null ? through : earlier(end.plus(Duration.ofDays(1)), through);
            PeopleTruths truths =
                    new PeopleTruths(
                            people,
                            key.countries().size(),
                            first.source(),
                            first.destination(),
                            from,
                            close(through),
                            until);
            Map<String, Table> known = new TreeMap<>();
            known.put(StoredPeople.MIGRATED, table(truths.migrated()));
            known.put(StoredPeople.LIFT, table(truths.lift()));
            DUE_DAYS.forEach(
                    (name, days) -> {
                        if (end != null && !through.isBefore(due(days))) {
                            known.put(name, table(figures(truths, name, days)));
                        }
                    });
            return known;
        }

        private static List<PeopleTruths.Figure> figures(
                PeopleTruths truths, String name, int days) {
            return switch (name) {
                case StoredPeople.RETURNED -> truths.returned();
                case StoredPeople.BOTH -> truths.both();
                default -> truths.retained(days);
            };
        }

        private PeopleReport.Flow flow(StoredPeople row) {
            Table joined = tables(row).get(StoredPeople.MIGRATED);
            return new PeopleReport.Flow(
                    row.source(),
                    row.destination(),
                    row.figure(StoredPeople.MIGRATED),
                    row.figure(StoredPeople.LO95),
                    row.figure(StoredPeople.HI95),
                    joined == null ? 0 : truth(joined, row).value(),
                    row.figure(StoredPeople.LIFT),
                    row.figure(StoredPeople.RETAINED_1),
                    row.figure(StoredPeople.RETAINED_7),
                    row.figure(StoredPeople.RETURNED),
                    row.figure(StoredPeople.BOTH),
                    row.due());
        }
    }

    /** Rows of one incident, of all who could not connect; one without a country if it has none. */
    private final class Affected extends Judge {
        Affected(List<StoredPeople> rows) {
            super(rows.stream().filter(row -> !row.isTakenBack()).toList());
        }

        @Override
        String who(StoredPeople row) {
            return "people affected at %s since %s".formatted(row.source(), row.start());
        }

        void judge(List<PeopleReport.Affected> told) {
            if (first.country() == null) {
                if (isKnown()) {
                    differ(first, StoredPeople.AFFECTED, "missing", "a row");
                }
                return;
            }
            for (StoredPeople row : rows) {
                if (!isKnown()) {
                    isUnknown(row);
                    continue;
                }
                judge(row);
                if (row.country().equals(StoredPeople.ALL)) {
                    Table counted = tables(row).get(StoredPeople.AFFECTED);
                    if (counted != null) {
                        allAreTold(row, counted);
                        told.add(outage(row, truth(counted, row).value()));
                    }
                }
            }
        }

        private void allAreTold(StoredPeople all, Table counted) {
            List<String> countries = rows.stream().map(StoredPeople::country).toList();
            for (int c = 0; c < key.countries().size(); c++) {
                String country = key.countries().get(c);
                long seen = counted.figures().get(c).seen();
                if (seen > 0 && !countries.contains(country)) {
                    differ(all, country, "missing", seen + " people are behind it");
                }
            }
        }

        @Override
        Map<String, Table> known(Instant through) {
            Instant close = close(through);
            PeopleTruths truths =
                    new PeopleTruths(
                            people,
                            key.countries().size(),
                            first.source(),
                            null,
                            from,
                            close,
                            close);
            return Map.of(StoredPeople.AFFECTED, table(truths.affected()));
        }

        private PeopleReport.Affected outage(StoredPeople row, double counted) {
            return new PeopleReport.Affected(
                    row.source(),
                    row.start(),
                    row.figure(StoredPeople.AFFECTED),
                    row.figure(StoredPeople.LOWER),
                    row.figure(StoredPeople.UPPER),
                    counted);
        }
    }
}
