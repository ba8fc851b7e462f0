package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.core.funnel.Congestion;
import dev.exodus.core.funnel.Suppressed;
import dev.exodus.core.funnel.SuppressedEstimate;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.standalone.postgres.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function in PostgreSQL says what the estimate in Java does. */
class SuppressedFunctionITCase {
    private static final Instant FROM = Instant.parse("2014-02-22T17:00:00Z");
    private static final int MINUTES = 300;

    @TempDir private Path folder;

    private final Random random = new Random(22);
    private final Map<String, List<SmsFunnel>> segments = new HashMap<>();

    @Test
    void theFunctionAgreesWithTheEstimate() throws Exception {
        for (int minute = 0; minute < MINUTES; minute++) {
            SmsFunnel spain = row("telegram", "ES", minute, 200 + minute, stuck(minute));
            SmsFunnel france = row("telegram", "FR", minute, 3, stuck(minute));
            keep(spain);
            keep(france);
            keep(sum(spain, france));
            keep(row("line", "*", minute, 50, false));
            keep(row("viber", "*", minute, 2, true));
        }
        try (Postgres postgres = Postgres.start(folder);
                Connection writer = postgres.connect(Postgres.WRITER);
                Connection reader = postgres.connect(Postgres.READER)) {
            insert(writer);
            int compared = 0;
            try (Statement statement = reader.createStatement();
                    ResultSet found =
                            statement.executeQuery(
                                    "SELECT service || ' ' || country, people, verified, calm_people,"
                                            + " calm_conversion, registrations, lo95, hi95 FROM"
                                            + " exodus.sms_suppressed('2014-02-22T17:00:00Z',"
                                            + " '2014-02-22T22:00:00Z')")) {
                while (found.next()) {
                    compare(found);
                    compared++;
                }
            }
            assertThat(compared).isEqualTo(segments.size());
        }
    }

    /** From what is asked for on; what is calm was so on the day before, too. */
    @Test
    void calmMinutesOfTheDayBeforeCount() throws Exception {
        for (int minute = 0; minute < MINUTES; minute++) {
            keep(row("telegram", "*", minute, 200, minute >= 200));
        }
        try (Postgres postgres = Postgres.start(folder);
                Connection writer = postgres.connect(Postgres.WRITER);
                Statement statement = writer.createStatement()) {
            insert(writer);
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT calm_people, people FROM exodus.sms_suppressed("
                                    + "'2014-02-22T20:20:00Z', '2014-02-22T22:00:00Z')")) {
                assertThat(found.next()).isTrue();
                List<SmsFunnel> rows = segments.get("telegram *");
                assertThat(found.getLong(1))
                        .isEqualTo(
                                rows.subList(5, 195).stream()
                                        .mapToLong(SmsFunnel::uniqueRequesters)
                                        .sum());
                assertThat(found.getLong(2))
                        .isEqualTo(
                                rows.subList(200, 300).stream()
                                        .mapToLong(SmsFunnel::uniqueRequesters)
                                        .sum());
            }
        }
    }

    private void compare(ResultSet found) throws SQLException {
        String segment = found.getString(1);
        List<SmsFunnel> rows = segments.get(segment);
        String all = segment.substring(0, segment.indexOf(' ')) + " *";
        Suppressed expected =
                new SuppressedEstimate(rows, new Congestion(segments.get(all))).suppressed();
        assertThat(found.getLong(2)).as(segment).isEqualTo(expected.people());
        assertThat(found.getLong(3)).as(segment).isEqualTo(expected.verified());
        assertThat(found.getDouble(5))
                .as(segment)
                .isCloseTo(expected.calmConversion(), within(1e-9));
        assertThat(found.getDouble(6))
                .as(segment)
                .isCloseTo(expected.registrations(), within(1e-6 * expected.people()));
        // The quantiles are a closed formula here, never much narrower than the exact ones.
        double close = .02 * (expected.hi95() - expected.lo95()) + 1e-6;
        assertThat(found.getDouble(7)).as(segment).isLessThan(expected.lo95() + close);
        assertThat(found.getDouble(8)).as(segment).isGreaterThan(expected.hi95() - close);
        if (segment.endsWith("ES") || segment.equals("telegram *")) {
            assertThat(found.getDouble(7)).as(segment).isCloseTo(expected.lo95(), within(close));
            assertThat(found.getDouble(8)).as(segment).isCloseTo(expected.hi95(), within(close));
        }
        assertThat(found.getDouble(7)).isLessThanOrEqualTo(found.getDouble(6));
        assertThat(found.getDouble(8)).isGreaterThanOrEqualTo(found.getDouble(6));
    }

    private static boolean stuck(int minute) {
        return minute >= 120 && minute < 180 || minute == 240;
    }

    private void keep(SmsFunnel row) {
        segments.computeIfAbsent(row.service() + " " + row.country(), s -> new ArrayList<>())
                .add(row);
    }

    private SmsFunnel row(String service, String country, int minute, int people, boolean stuck) {
        int retries = random.nextInt(1 + people / (stuck ? 1 : 20));
        int requested = people + retries;
        int delivered = stuck ? requested / 2 : requested - requested / 50;
        int verified = stuck ? requested / 4 : delivered - delivered / 50;
        return row(service, country, minute, requested, delivered, verified, retries, stuck);
    }

    private static SmsFunnel sum(SmsFunnel a, SmsFunnel b) {
        return row(
                a.service(),
                "*",
                (int) ((a.time().getEpochSecond() - FROM.getEpochSecond()) / 60),
                a.requested() + b.requested(),
                a.delivered() + b.delivered(),
                a.verified() + b.verified(),
                a.retries() + b.retries(),
                a.deliverP95Ms() > 60_000);
    }

    private static SmsFunnel row(
            String service,
            String country,
            int minute,
            long requested,
            long delivered,
            long verified,
            long retries,
            boolean stuck) {
        Long p95 = stuck ? 90_000L : 5_000L;
        return new SmsFunnel(
                service,
                country,
                "*",
                FROM.plusSeconds(60L * minute),
                requested,
                requested,
                delivered,
                verified,
                0,
                0,
                requested - retries,
                retries,
                p95,
                p95,
                p95,
                p95,
                true,
                1,
                1);
    }

    private void insert(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("SELECT exodus.ensure_partition('sms_funnel_1m', '" + FROM + "')");
        }
        try (PreparedStatement insert =
                writer.prepareStatement(
                        "INSERT INTO exodus.sms_funnel_1m (service, country, carrier, time,"
                                + " requested, sent, delivered, verified, failed, expired,"
                                + " unique_requesters, retries, deliver_p50_ms, deliver_p95_ms,"
                                + " verify_p50_ms, verify_p95_ms, settled, generation, revision) VALUES"
                                + " (?, ?, '*', ?::timestamptz, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?,"
                                + " true, 1, 1)")) {
            for (List<SmsFunnel> rows : segments.values()) {
                for (SmsFunnel row : rows) {
                    insert.setString(1, row.service());
                    insert.setString(2, row.country());
                    insert.setString(3, row.time().toString());
                    long[] counts = {
                        row.requested(),
                        row.sent(),
                        row.delivered(),
                        row.verified(),
                        row.uniqueRequesters(),
                        row.retries(),
                        row.deliverP50Ms(),
                        row.deliverP95Ms(),
                        row.verifyP50Ms(),
                        row.verifyP95Ms()
                    };
                    for (int i = 0; i < counts.length; i++) {
                        insert.setLong(4 + i, counts[i]);
                    }
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
