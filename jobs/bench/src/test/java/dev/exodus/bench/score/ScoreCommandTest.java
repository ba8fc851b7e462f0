package dev.exodus.bench.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.standalone.cli.Exodus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScoreCommandTest {
    private static final int DAY = 1_440;

    @TempDir private Path folder;
    private Path file;
    private Path json;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void name() {
        file = folder.resolve("requests.csv");
        json = folder.resolve("score.json");
    }

    /** Six days of noise and an outage on each but the first two; labels may be elsewhere. */
    private void write(int labelsLater) throws IOException {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("timestamp,value,label\n");
        for (int i = 0; i < 6 * DAY; i++) {
            boolean out = i >= 2 * DAY && outage(i);
            boolean label = i >= 2 * DAY && outage(i - labelsLater);
            double value = out ? 3 : Math.rint(400 + 20 * random.nextGaussian());
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%d,%.0f,%d%n",
                            1_500_000_000L + 60L * i,
                            value,
                            label ? 1 : 0));
        }
        Files.writeString(file, text);
    }

    private static boolean outage(int minute) {
        return minute % DAY >= 600 && minute % DAY < 620;
    }

    @Test
    void whatEveryDetectorFoundIsPrintedAndWritten() throws IOException {
        write(0);
        assertThat(run(folder.toString(), "--json", json.toString(), "--forest-series", "1"))
                .isZero();
        JsonNode board = new ObjectMapper().readTree(json.toFile());
        assertThat(board.path("met").asBoolean()).isTrue();
        assertThat(board.path("scores")).hasSize(6);
        JsonNode ours = board.path("scores").path(0);
        assertThat(ours.path("detector").asText()).isEqualTo("exodus");
        assertThat(ours.path("events").path("events").asInt()).isEqualTo(4);
        assertThat(ours.path("events").path("f1").asDouble()).isEqualTo(1);
        assertThat(out.toString()).contains("random cut forest, grade").doesNotContain("NOT MET");
    }

    @Test
    void shortOfAGateIsExitOne() throws IOException {
        write(300);
        assertThat(run(folder.toString(), "--json", json.toString(), "--forest-series", "0"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("NOT MET").doesNotContain("random cut forest");
        assertThat(new ObjectMapper().readTree(json.toFile()).path("met").asBoolean()).isFalse();
    }

    @Test
    void aFolderThatIsNotThereOrHoldsNothingIsExitTwo() {
        assertThat(run(folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void aFileThatIsNoSeriesIsNamedWithItsLine() throws IOException {
        Files.writeString(file, "timestamp,value,label\n60,1,0\nyesterday,2,0\n");
        assertThat(run(folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("requests.csv line 3");
    }

    private int run(String... args) {
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] all = new String[args.length + 1];
        all[0] = "score";
        System.arraycopy(args, 0, all, 1, args.length);
        return line.execute(all);
    }
}
