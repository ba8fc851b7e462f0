package dev.exodus.bench.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.exodus.standalone.cli.Exodus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BacktestCommandTest {
    private static final int DAY = 1_440;
    private static final Instant ZERO = Instant.parse("2024-03-04T00:00:00Z");
    private static final int OUTAGE = 3 * DAY + 600;

    @TempDir private Path folder;
    private Path counts;
    private Path csv;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Four days of two series: one silent for 20 minutes, the other at 70 % for two hours. */
    @BeforeEach
    void write() throws IOException {
        counts = folder.resolve("counts.csv");
        csv = folder.resolve("incidents.csv");
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("series,timestamp,value\n");
        for (int i = 0; i < 4 * DAY; i++) {
            boolean silent = i >= OUTAGE && i < OUTAGE + 20;
            boolean mild = i >= OUTAGE && i < OUTAGE + 120;
            long shop = silent ? 0 : Math.round(400 + 20 * random.nextGaussian());
            long pay = Math.round((mild ? .7 : 1) * 2_000 + 60 * random.nextGaussian());
            Instant time = ZERO.plusSeconds(60L * i);
            text.append("shop, ").append(time.getEpochSecond()).append(", ").append(shop);
            text.append('\n').append("pay,").append(time).append(',').append(pay).append('\n');
        }
        Files.writeString(counts, text);
    }

    private int run(Object... arguments) {
        CommandLine exodus = Exodus.commandLine();
        exodus.setOut(new PrintWriter(out));
        exodus.setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "backtest";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].toString();
        }
        return exodus.execute(all);
    }

    private Path yaml(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<Map<String, String>> written() throws IOException {
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(header)
                        .readValues(csv.toFile())) {
            return rows.readAll();
        }
    }

    @Test
    void incidentsArePrintedAndWrittenWithWhatExplainsThem() throws IOException {
        assertThat(run(counts, "--csv", csv)).isZero();

        List<Map<String, String>> rows = written();
        assertThat(rows).extracting(row -> row.get("series")).containsExactly("pay", "shop");
        Map<String, String> shop = rows.get(1);
        assertThat(shop)
                .containsEntry("direction", "down")
                .containsEntry("started", ZERO.plusSeconds(60L * OUTAGE).toString())
                .containsEntry("ended", ZERO.plusSeconds(60L * (OUTAGE + 20)).toString())
                .containsEntry("observed", "0.0");
        assertThat(Double.parseDouble(shop.get("expected"))).isBetween(7_500.0, 8_500.0);
        assertThat(Double.parseDouble(shop.get("pValue"))).isLessThan(1e-5);
        assertThat(shop.get("detectors")).contains("silence");
        assertThat(out.toString())
                .contains("shop: 5,760 buckets of 60 s")
                .contains("0 seen of 8,0")
                .contains("silence");
    }

    @Test
    void twoSettingsAreComparedSideBySide() throws IOException {
        Path strict = yaml("strict.yaml", "dropSurprise: 300\npartialLimit: 1.0e+9\n");
        Path usual = yaml("usual.yaml", "");

        assertThat(run(counts, "--compare", strict, usual, "--csv", csv)).isZero();

        assertThat(out.toString())
                .contains("only b down")
                .contains("a 0 incidents, b 1; 0 of a are in b, 1 of b are in none of a")
                .contains("a 1 incidents, b 1; 1 of a are in b, 0 of b are in none of a");
        assertThat(written())
                .extracting(row -> row.get("settings"))
                .containsExactly(usual.toString(), strict.toString(), usual.toString());
    }

    @Test
    void wrongSettingsAreRefusedWithASentence() throws IOException {
        assertRefused(yaml("a.yaml", "dropSurprise: -3\n"), "dropSurprise must be positive");
        assertRefused(yaml("b.yaml", "dropSuprise: 3\n"), "there is no setting dropSuprise");
        assertRefused(yaml("c.yaml", "step: 10\n"), "there is no setting step");
        assertRefused(yaml("d.yaml", "warmUp: soon\n"), "warmUp: expected int, not soon");
        assertRefused(yaml("e.yaml", "- 1\n"), "name: value");
        assertRefused(yaml("f.yaml", "a: b: c\n"), "is no YAML");
        assertRefused(folder.resolve("none.yaml"), "none.yaml");
    }

    private void assertRefused(Path settings, String sentence) {
        err.getBuffer().setLength(0);
        assertThat(run(counts, "--settings", settings)).isEqualTo(2);
        assertThat(err.toString()).contains(settings.getFileName().toString(), sentence);
    }

    @Test
    void aWrongLineIsNamed() throws IOException {
        assertRefusedLine("timestamp,value\n2024-03-04T00:00:00Z,1\nyesterday,2\n", "line 3");
        assertRefusedLine("timestamp,value\n2024-03-04T00:00:00Z,1\n60,many", "line 3");
        assertRefusedLine("timestamp,value\n0,1\n0,2\n", "a second line");
        assertRefusedLine("timestamp,count\n0,1\n", "the column value");
        assertRefusedLine("timestamp,value\n", "no line but the header");
        assertRefusedLine("timestamp,value\n0,1\n", "one line is no history");
    }

    private void assertRefusedLine(String text, String sentence) throws IOException {
        err.getBuffer().setLength(0);
        Files.writeString(counts, text);
        assertThat(run(counts)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }
}
