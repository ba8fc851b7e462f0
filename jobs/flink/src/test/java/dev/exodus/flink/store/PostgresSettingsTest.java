package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresSettingsTest {
    private static final String URL = "jdbc:postgresql://db/exodus";

    @TempDir Path folder;

    @Test
    void readsThePasswordAnewEachTime() throws IOException {
        Path file = folder.resolve("password");
        PostgresSettings settings = settings(URL, file.toString());
        Files.writeString(file, "first\n");
        assertThat(settings.connectionProperties()).containsEntry("password", "first");
        Files.writeString(file, "second");
        assertThat(settings.connectionProperties()).containsEntry("password", "second");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        PostgresSettings settings = settings(URL, folder.resolve("none").toString());
        assertThatThrownBy(settings::connectionProperties)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("none").toString())
                .hasMessageContaining("postgres.password-file");
    }

    @Test
    void saysThatThereIsNoPassword() {
        assertThatThrownBy(settings(URL, "")::connectionProperties)
                .hasMessageContaining("EXODUS_POSTGRES_PASSWORD");
    }

    @Test
    void refusesAPasswordInTheUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> settings(URL + "?user=x&Password=hunter2", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgres.password-file")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> settings("jdbc:mysql://db", "")).hasMessageContaining("mysql");
        assertThatThrownBy(() -> new PostgresSettings(URL, "w", "", 0, 1, 0))
                .hasMessage("postgres.flush.rows must be at least 1, was 0");
        assertThatThrownBy(() -> new PostgresSettings(URL, "w", "", 1, 0, 0))
                .hasMessage("postgres.flush.interval must be at least 1, was 0");
        assertThatThrownBy(() -> new PostgresSettings(URL, "w", "", 1, 1, -1))
                .hasMessage("postgres.retry.budget must be at least 0, was -1");
    }

    private static PostgresSettings settings(String url, String file) {
        return new PostgresSettings(url, "writer", file, 1, 1, 0);
    }
}
