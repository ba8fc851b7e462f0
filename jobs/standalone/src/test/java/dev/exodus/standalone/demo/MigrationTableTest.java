package dev.exodus.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.standalone.check.StoredMigration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTableTest {
    private static final Instant START = Instant.parse("2014-02-22T18:30:00Z");
    private static final Instant END = Instant.parse("2014-02-23T00:25:00Z");

    private static List<String> row(Instant end, Double lo95, double unassigned, boolean settled) {
        StoredMigration row =
                new StoredMigration(
                        "whatsapp",
                        "telegram",
                        START,
                        end,
                        END.plusSeconds(9_000),
                        2_000,
                        2_000,
                        1_000,
                        1_000,
                        lo95,
                        1_100.0,
                        .25,
                        unassigned,
                        settled);
        return MigrationTable.of(List.of(row)).rows().get(0);
    }

    @Test
    void whatIsNotDueYetSaysSo() {
        assertThat(row(END, 900.0, 0, false))
                .containsExactly(
                        "whatsapp",
                        "telegram",
                        "2000",
                        "1000",
                        "900",
                        "1100",
                        "25 %",
                        "counted until 24 Feb 00:25");
        assertThat(row(null, 900.0, 0, false)).endsWith("still going on");
        assertThat(row(END, 900.0, 0, true)).endsWith("settled");
    }

    @Test
    void whatIsNotKnownSaysSo() {
        assertThat(row(END, null, .5, true))
                .contains("unknown")
                .endsWith("settled, or because of another cause");
    }
}
