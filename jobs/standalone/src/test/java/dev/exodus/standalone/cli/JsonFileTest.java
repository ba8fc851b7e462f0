package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JsonFileTest {
    private record Found(String service, Instant start) {}

    @TempDir Path folder;

    @Test
    void writesMomentsAsText() throws IOException {
        Path file = folder.resolve("result.json");
        JsonFile json = CommandLine.populateCommand(new JsonFile(), "--json", file.toString());
        json.write(new Found("whatsapp", Instant.parse("2014-02-22T18:30:00Z")));
        assertThat(Files.readString(file))
                .contains("\"service\" : \"whatsapp\"", "\"start\" : \"2014-02-22T18:30:00Z\"");
    }
}
