package dev.exodus.standalone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final ResultTable TABLE =
            new ResultTable(
                    List.of("service", "n"),
                    List.of(false, true),
                    List.of(List.of("LINE", "7"), List.of("Tele,\"gram", "120")));

    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() throws IOException {
        StringBuilder out = new StringBuilder();
        TABLE.printAligned(out);
        assertThat(out.toString().lines())
                .containsExactly(
                        "service       n",
                        "----------  ---",
                        "LINE          7",
                        "Tele,\"gram  120",
                        "(2 rows)");
    }

    @Test
    void quotesCsvWhereItMust() throws IOException {
        StringBuilder out = new StringBuilder();
        TABLE.printCsv(out);
        assertThat(out.toString()).isEqualTo("service,n\r\nLINE,7\r\n\"Tele,\"\"gram\",120\r\n");
    }
}
