package dev.exodus.flink.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.rates.RatesOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobOptionsTest {
    @TempDir Path folder;

    @Test
    void takesOptionsFromTheCommandLineAndAFileAndTheCommandLineWins() throws Exception {
        Path file = folder.resolve("rates.yaml");
        Files.writeString(
                file,
                """
                kafka:
                  bootstrap.servers: broker:9092
                  security.protocol: SSL
                allowed-lateness: 3 min
                gap-after: 7 s
                day-zones: [UTC, Europe/Berlin]
                """);
        Configuration options =
                parse("--config", file.toString(), "--allowed-lateness", "20 min", "--lake", "/x");
        assertThat(options.get(KafkaOptions.BOOTSTRAP_SERVERS)).isEqualTo("broker:9092");
        assertThat(options.get(RatesOptions.ALLOWED_LATENESS)).isEqualTo(Duration.ofMinutes(20));
        assertThat(options.get(RatesOptions.GAP_AFTER)).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.get(RatesOptions.DAY_ZONES)).containsExactly("UTC", "Europe/Berlin");
        assertThat(JobOptions.kafka(options))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "broker:9092");
    }

    @Test
    void hasTheDefaultsOfTheDesign() {
        Configuration options = parse("--kafka.bootstrap.servers", "b:9092");
        assertThat(options.get(RatesOptions.FEEDS)).containsExactly("signup", "sms", "connection");
        assertThat(options.get(RatesOptions.DEDUPLICATE)).containsExactly("signup", "sms");
        assertThat(options.get(RatesOptions.ALLOWED_LATENESS)).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.get(RatesOptions.OUT_OF_ORDERNESS)).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.get(RatesOptions.GAP_AFTER)).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.get(RatesOptions.KNOWN_FOR)).isEqualTo(Duration.ofDays(7));
        assertThat(options.get(RatesOptions.IDLE_AFTER)).isEqualTo(Duration.ZERO);
        assertThat(options.get(RatesOptions.GENERATION)).isEqualTo(1);
    }

    @Test
    void aWrongOptionEndsWithOneSentence() {
        String[][] wrong = {
            {"expected an option like --key value, found 'lake'", "lake", "/x"},
            {"option --lake has no value", "--lake"},
            {"unknown option --lakes", "--lakes", "/x"},
            {"option --kafka.bootstrap.servers is missing", "--lake", "/x"},
            {
                "option --gap-after cannot be 'soon'; an example is '5 s'",
                "--kafka.bootstrap.servers",
                "b:9092",
                "--gap-after",
                "soon"
            },
            {"cannot read --config", "--config", "/nowhere.yaml"},
        };
        for (String[] line : wrong) {
            String[] args = List.of(line).subList(1, line.length).toArray(String[]::new);
            assertThatThrownBy(() -> parse(args))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(line[0])
                    .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        }
    }

    private static Configuration parse(String... args) {
        return JobOptions.parse(args, RatesOptions.ALL, RatesOptions.REQUIRED);
    }
}
