package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.flink.options.GivenOptions;
import dev.exodus.flink.options.UsageException;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class StoreJobTest {
    @Test
    void uidsNeverChange() {
        Configuration flink = new Configuration();
        flink.setString("pipeline.generic-types", "false");
        flink.setString("pipeline.auto-generate-uids", "false");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        StoreJob.define(env, options("--postgres.url", "jdbc:postgresql://db/exodus"));
        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "facts",
                        "decode-facts",
                        "facts-with-a-table",
                        "dead-letters",
                        "decode-dead-letters",
                        "dead-letters-once",
                        "dead-letters-per-minute",
                        "postgres",
                        "refused-facts",
                        "Sink Committer: refused-facts");
    }

    @Test
    void optionsHaveTheirDefaults() {
        PostgresSettings settings =
                StoreOptions.postgres(options("--postgres.url", "jdbc:postgresql://db/exodus"));
        assertThat(settings)
                .isEqualTo(
                        new PostgresSettings(
                                "jdbc:postgresql://db/exodus",
                                "exodus_writer",
                                "",
                                5_000,
                                Duration.ofSeconds(1).toMillis(),
                                Duration.ofMinutes(10).toMillis()));
    }

    @Test
    void optionsAreTaken() {
        PostgresSettings settings =
                StoreOptions.postgres(
                        options(
                                "--postgres.url", "jdbc:postgresql://db/exodus",
                                "--postgres.user", "w",
                                "--postgres.password-file", "/run/secret",
                                "--postgres.flush.rows", "7",
                                "--postgres.flush.interval", "20 ms",
                                "--postgres.retry.budget", "3 min"));
        assertThat(settings)
                .isEqualTo(
                        new PostgresSettings(
                                "jdbc:postgresql://db/exodus", "w", "/run/secret", 7, 20, 180_000));
    }

    @Test
    void aWrongOptionIsOneSentence() {
        assertThatThrownBy(() -> options())
                .isInstanceOf(UsageException.class)
                .hasMessage("option --postgres.url is missing");
        Configuration options =
                options("--postgres.url", "jdbc:postgresql://db/x", "--postgres.flush.rows", "0");
        assertThatThrownBy(() -> StoreOptions.postgres(options))
                .isInstanceOf(UsageException.class)
                .hasMessage("postgres.flush.rows must be at least 1, was 0");
    }

    private static Configuration options(String... more) {
        return GivenOptions.parse(StoreOptions.ALL, StoreOptions.REQUIRED, more);
    }
}
