package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.answer.AnswerKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    @TempDir Path folder;

    @Test
    void writesAsManyLinesAsTheAnswerKeySays() throws Exception {
        Path key = folder.resolve("key");
        Path files = folder.resolve("files");
        int exit =
                Exodus.commandLine()
                        .execute(
                                "simulate",
                                "--to-files=" + files,
                                "--answer-key=" + key,
                                "--scale=0.02",
                                "--partitions=2",
                                "--from=2014-02-22T19:00:00Z",
                                "--to=2014-02-22T19:10:00Z");
        assertThat(exit).isZero();
        for (Feed feed : Feed.values()) {
            long lines = 0;
            for (int partition : List.of(0, 1)) {
                Path file = files.resolve("events." + feed.wireName() + "-" + partition + ".jsonl");
                lines += Files.readAllLines(file, StandardCharsets.UTF_8).size();
            }
            assertThat(lines)
                    .isEqualTo(AnswerKey.open(key).summary().feeds().get(feed.wireName()).read());
        }
    }

    @Test
    void needsATargetAndAnAnswerKey() {
        assertThat(Exodus.commandLine().execute("simulate", "--scale=0.1")).isEqualTo(2);
    }
}
