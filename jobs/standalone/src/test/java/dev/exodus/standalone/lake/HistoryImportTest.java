package dev.exodus.standalone.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.history.History;
import dev.exodus.simulator.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryImportTest {
    private static final String VILLAGE =
            """
            id: village
            title: one service in one country
            start: 2014-02-22T00:00:00Z
            end: 2014-02-23T00:00:00Z
            evening_from: 2014-02-22T17:00:00Z
            evening_to: 2014-02-22T18:00:00Z
            countries:
              - {code: LI, calling: "423", utc_offset: 1, region: Europe, weight: 1}
            services:
              - name: chat
                signups_per_day: 1000
                sms_per_second: [{from: 2014-01-01T00:00:00Z, per_second: 10}]
                signups_per_second: 0
                connections_per_second: 0.2
                connection_weight: 10
            """;

    @TempDir private Path folder;

    @Test
    void everyMinuteOf31DaysIsInTheLakeOnceHoweverOftenItIsWritten() throws Exception {
        Scenario village =
                Scenario.load(Files.writeString(folder.resolve("village.yaml"), VILLAGE));
        Instant from = Instant.parse("2014-02-22T17:40:00Z");
        History history =
                new History(
                        village,
                        new SimulationOptions(from, from.plusSeconds(600), 1, 1, 4, 3_600_000));
        Path lake = folder.resolve("lake");

        AtomicLong passedOn = new AtomicLong();
        long rows = HistoryImport.write(history, lake);
        assertThat(HistoryImport.write(history, lake, (feed, row) -> passedOn.incrementAndGet()))
                .isEqualTo(rows);
        assertThat(passedOn).hasValue(rows);

        long minutes = History.LENGTH.toMinutes();
        assertThat(rows).isEqualTo(minutes * (5 + 5 + 4));
        try (Connection duckDb = LakeDatabase.open(lake);
                Statement statement = duckDb.createStatement()) {
            for (String table : new String[] {"registrations_1m", "sms_1m", "connections_1m"}) {
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*), count(DISTINCT time), min(time)::VARCHAR,"
                                        + " max(time)::VARCHAR, bool_and(complete) FROM "
                                        + table
                                        + " WHERE country = 'LI'");
                row.next();
                assertThat(row.getLong(1)).as(table).isEqualTo(minutes);
                assertThat(row.getLong(2)).as(table).isEqualTo(minutes);
                // An hour later than the scenario, and 40 minutes before its events.
                assertThat(row.getString(3)).as(table).startsWith("2014-01-22 18:00:00");
                assertThat(row.getString(4)).as(table).startsWith("2014-02-22 17:59:00");
                assertThat(row.getBoolean(5)).as(table).isTrue();
            }
            ResultSet people =
                    statement.executeQuery(
                            "SELECT sum(registrations) / 31 FROM registrations_1m"
                                    + " WHERE country = '*' AND platform = '*'");
            people.next();
            assertThat(people.getDouble(1)).isBetween(940.0, 1010.0);
        }
    }
}
