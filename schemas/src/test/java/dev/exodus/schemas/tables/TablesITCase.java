package dev.exodus.schemas.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.exodus.schemas.dimensions.Regions;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records, Avro and SQL say the same of every table, and the roles may do what they should. */
class TablesITCase {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void migrate() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        assertThat(flyway().migrate().migrationsExecuted).isGreaterThan(5);
        assertThat(flyway().migrate().migrationsExecuted).as("twice").isZero();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static Flyway flyway() {
        return Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:exodus/postgres")
                .schemas("exodus")
                .placeholders(
                        Map.of(
                                "owner_password", "o",
                                "writer_password", "w",
                                "grafana_password", "g"))
                .load();
    }

    @Test
    void jobsKnowTheRegionsOfTheDatabase() throws SQLException {
        assertThat(
                        strings(
                                "SELECT country || ' ' || region FROM exodus.country"
                                        + " WHERE country <> '*'"))
                .containsExactlyInAnyOrderElementsOf(
                        Regions.all().entrySet().stream()
                                .map(country -> country.getKey() + " " + country.getValue())
                                .toList());
        assertThat(Regions.of("AA")).isEqualTo(Regions.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(FactType.class)
    void theDatabaseHasTheColumnsOfTheRecord(FactType type) throws SQLException {
        List<String> columns =
                strings(
                        "SELECT column_name || ' ' || data_type || ' ' || is_nullable"
                                + " FROM information_schema.columns WHERE table_schema = 'exodus'"
                                + " AND table_name = '"
                                + type.table()
                                + "' ORDER BY ordinal_position");
        if (!type.inPostgres()) {
            assertThat(columns).isEmpty();
            return;
        }
        assertThat(columns)
                .containsExactlyElementsOf(
                        type.columns().stream()
                                .map(
                                        column ->
                                                column.name()
                                                        + " "
                                                        + column.type().sql()
                                                        + (column.nullable() ? " YES" : " NO"))
                                .toList());
        assertThat(
                        strings(
                                "SELECT a.attname FROM pg_index i CROSS JOIN LATERAL"
                                        + " unnest(i.indkey) WITH ORDINALITY k (num, ord) JOIN"
                                        + " pg_attribute a ON a.attrelid = i.indrelid AND a.attnum ="
                                        + " k.num WHERE i.indisprimary AND i.indrelid = 'exodus."
                                        + type.table()
                                        + "'::regclass ORDER BY k.ord"))
                .containsExactlyElementsOf(
                        type.columns().stream().filter(Column::key).map(Column::name).toList());
    }

    @ParameterizedTest
    @EnumSource(FactType.class)
    void avroHasTheColumnsOfTheRecord(FactType type) throws IOException {
        String file = "/exodus/tables/" + type.table() + ".avsc";
        try (InputStream in = TablesITCase.class.getResourceAsStream(file)) {
            assertThat(in != null).as(file).isEqualTo(type.inLake());
            if (in == null) {
                return;
            }
            Schema schema = new Schema.Parser().parse(in);
            assertThat(schema.getDoc()).isNotBlank();
            assertThat(schema.getFields()).allMatch(field -> !field.doc().isBlank());
            assertThat(schema.getFields().stream().map(TablesITCase::describe))
                    .containsExactlyElementsOf(
                            type.columns().stream()
                                    .map(c -> c.name() + " " + c.type() + " " + c.nullable())
                                    .toList());
        }
    }

    private static String describe(Schema.Field field) {
        Schema schema = field.schema();
        boolean nullable = schema.isUnion();
        Schema value = nullable ? schema.getTypes().get(1) : schema;
        LogicalType logical = value.getLogicalType();
        Column.Type type =
                switch (value.getType()) {
                    case STRING -> Column.Type.TEXT;
                    case LONG -> logical == null ? Column.Type.BIGINT : Column.Type.TIMESTAMP;
                    case INT -> logical == null ? Column.Type.INTEGER : Column.Type.DATE;
                    case DOUBLE -> Column.Type.DOUBLE;
                    case BOOLEAN -> Column.Type.BOOLEAN;
                    default -> throw new IllegalStateException(value.toString());
                };
        return field.name() + " " + type + " " + nullable;
    }

    @Test
    void everyTableAndColumnHasAComment() throws SQLException {
        assertThat(
                        strings(
                                "SELECT c.relname || '.' || coalesce(a.attname, '') FROM pg_class c"
                                        + " JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN"
                                        + " pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
                                        + " AND NOT a.attisdropped"
                                        + " WHERE n.nspname = 'exodus' AND c.relkind IN ('r', 'p', 'v') AND"
                                        + " NOT c.relispartition AND c.relname NOT LIKE 'flyway%' AND"
                                        + " (obj_description(c.oid) IS NULL OR col_description(c.oid,"
                                        + " a.attnum) IS NULL)"))
                .isEmpty();
    }

    @Test
    void everythingBelongsToTheOwnerAndNoIsoCountryIsMissing() throws SQLException {
        assertThat(
                        strings(
                                "SELECT relname || ' of ' || pg_get_userbyid(relowner) FROM pg_class"
                                        + " WHERE relnamespace = 'exodus'::regnamespace AND relkind IN"
                                        + " ('r', 'p', 'v') AND relname NOT LIKE 'flyway%' AND"
                                        + " pg_get_userbyid(relowner) <> 'exodus_owner' UNION ALL SELECT"
                                        + " proname FROM pg_proc WHERE pronamespace ="
                                        + " 'exodus'::regnamespace AND pg_get_userbyid(proowner) <>"
                                        + " 'exodus_owner'"))
                .isEmpty();
        assertThat(strings("SELECT country FROM exodus.country"))
                .contains(Locale.getISOCountries())
                .contains("*", "XK");
    }

    @Test
    void grafanaMayWriteNothingEvenInATransactionThatMay() {
        assertThatThrownBy(
                        () ->
                                as(
                                        "grafana_ro",
                                        "SET transaction_read_only = off; INSERT INTO"
                                                + " exodus.service VALUES ('x')"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void fourWritersMakeOnePartition() throws Exception {
        List<CompletableFuture<String>> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            made.add(
                    CompletableFuture.supplyAsync(
                            () ->
                                    as(
                                            "exodus_writer",
                                            "SELECT exodus.ensure_partition('sms_1s',"
                                                    + " '2014-02-22T23:59:59Z')")));
        }
        for (CompletableFuture<String> name : made) {
            assertThat(name.get()).isEqualTo("sms_1s_20140222");
        }
        as(
                "exodus_writer",
                "INSERT INTO exodus.sms_1s VALUES ('line', '2014-02-22T23:59:59Z', 1, 0, 0, 0, 0,"
                        + " 0, true, 1, 1) RETURNING service");
        assertThat(as("grafana_ro", "SELECT count(*) FROM exodus.sms_1s")).isEqualTo("1");
    }

    /** Twelve codes are asked for of which two are never heard of again. */
    @Test
    void codesWhoseEndIsNeverSeenAreForgottenAfterADay() throws SQLException {
        for (int day = 24; day <= 26; day++) {
            as(
                    "exodus_writer",
                    "SELECT exodus.ensure_partition('sms_1m', '2014-02-%d')".formatted(day));
        }
        String row = "('viber', '*', '*', '2014-02-%s', %d, 0, %d, 0, 0, 0, 60, true, 1, 1)";
        as(
                "exodus_writer",
                "INSERT INTO exodus.sms_1m VALUES "
                        + row.formatted("24T12:00:00Z", 4, 5)
                        + ","
                        + row.formatted("24T12:01:00Z", 12, 10)
                        + ","
                        + row.formatted("25T12:01:00Z", 7, 7)
                        + ","
                        + row.formatted("25T12:02:00Z", 7, 6)
                        + ","
                        + row.formatted("26T12:03:00Z", 7, 7));
        assertThat(
                        as(
                                "grafana_ro",
                                "SELECT string_agg(under_way::text, ' ' ORDER BY time) FROM"
                                        + " exodus.sms_backlog_1m WHERE service = 'viber'"))
                .isEqualTo("0 2 2 1 0");
    }

    @Test
    void littlesWaitIsTheMeasuredOneOfAnOverrunGateway() throws SQLException {
        int minutes = 200;
        long[] requested = new long[minutes];
        long[] gone = new long[minutes];
        double[] waited = new double[minutes];
        double free = 0;
        for (int minute = 0; minute < 120; minute++) {
            requested[minute] = minute >= 30 && minute < 60 ? 200 : 60;
            for (int code = 0; code < requested[minute]; code++) {
                double asked = minute + code / (double) requested[minute];
                // One after the other, a hundred a minute.
                free = Math.max(asked, free) + .01;
                gone[(int) free]++;
                waited[minute] += 60 * (free - asked);
            }
        }
        as("exodus_writer", "SELECT exodus.ensure_partition('sms_1m', '2014-02-22T00:00:00Z')");
        for (int minute = 0; minute < minutes; minute++) {
            as(
                    "exodus_writer",
                    "INSERT INTO exodus.sms_1m VALUES ('line', '*', '*', '2014-02-22T00:00:00Z'"
                            + "::timestamptz + interval '%d minutes', %d, 0, %d, 0, 0, 0, 60, true,"
                                    .formatted(minute, requested[minute], gone[minute])
                            + " 1, 1)");
        }
        for (int minute = 45; minute < 120; minute += 15) {
            double codes = 0;
            double wait = 0;
            for (int last = minute - 9; last <= minute; last++) {
                codes += requested[last];
                wait += waited[last];
            }
            String found =
                    as(
                            "grafana_ro",
                            "SELECT wait_s FROM exodus.sms_backlog_1m WHERE service = 'line' AND time"
                                    + " = '2014-02-22T00:00:00Z'::timestamptz + interval '"
                                    + minute
                                    + " minutes'");
            assertThat(Double.parseDouble(found))
                    .as("minute %d", minute)
                    .isCloseTo(wait / codes, withinPercentage(5));
        }
        assertThat(
                        as(
                                "grafana_ro",
                                "SELECT max(under_way) FROM exodus.sms_backlog_1m WHERE service = 'line'"))
                .isEqualTo("3000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE exodus.x (a int)",
                "CREATE TABLE public.x (a int)",
                "CREATE SCHEMA x",
                "CREATE ROLE x",
                "CREATE DATABASE x",
                "ALTER SYSTEM SET log_min_messages = 'debug1'",
                "CREATE FUNCTION exodus.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "DROP TABLE exodus.incident",
                "DROP SCHEMA exodus CASCADE",
                "ALTER TABLE exodus.incident ADD COLUMN x int",
                "ALTER ROLE exodus_writer SUPERUSER",
                "ALTER ROLE grafana_ro PASSWORD 'x'",
                "DELETE FROM exodus.incident",
                "TRUNCATE exodus.incident",
                "SET ROLE exodus_owner",
                "SET SESSION AUTHORIZATION postgres",
                "UPDATE exodus.flyway_schema_history SET success = false",
                "COPY exodus.incident TO PROGRAM 'cat'",
                "SELECT pg_read_file('/etc/passwd')",
                "INSERT INTO exodus.country VALUES ('ZZ', 'z', 'z')",
                "CREATE INDEX ON exodus.incident (kind)"
            })
    void neitherTheWriterNorGrafanaMayChangeTheHouse(String statement) {
        for (String role : new String[] {"exodus_writer", "grafana_ro"}) {
            assertRefused(role, statement);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO exodus.service VALUES ('x')",
                "UPDATE exodus.incident SET kind = 'x'",
                "SELECT exodus.ensure_partition('sms_1s', '2014-01-01T00:00:00Z')",
                "CREATE TEMP TABLE x (a int)",
                "DELETE FROM exodus.service"
            })
    void grafanaOnlyReads(String statement) {
        assertRefused("grafana_ro", statement);
    }

    @Test
    void onlyTablesOfOursArePartitioned() {
        assertThatThrownBy(
                        () -> as("exodus_writer", "SELECT exodus.ensure_partition('mark', now())"))
                .hasMessageContaining("no partitioned table of Exodus: mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "'infinity'", "'-infinity'"})
    void noPartitionHoldsATimeThatIsNone(String time) {
        assertThatThrownBy(
                        () ->
                                as(
                                        "exodus_writer",
                                        "SELECT exodus.ensure_partition('sms_1s', " + time + ")"))
                .hasMessageContaining("no partition of sms_1s can hold the time");
    }

    /**
     * For want of a privilege, or because all of its transactions only read; for no other reason.
     */
    private static void assertRefused(String role, String statement) {
        assertThatThrownBy(() -> as(role, statement))
                .as("%s as %s", statement, role)
                .isInstanceOf(Refused.class)
                .extracting(e -> ((SQLException) e.getCause()).getSQLState())
                .isIn("42501", "25006");
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(SQLException e) {
            super(e.getMessage(), e);
        }
    }

    /** The first value that a statement returns to a role. */
    private static String as(String role, String sql) {
        try (Connection connection = postgres.getDatabase(role, "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }

    private static List<String> strings(String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
