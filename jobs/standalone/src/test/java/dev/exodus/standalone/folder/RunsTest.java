package dev.exodus.standalone.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    @TempDir private Path home;
    private Runs runs;

    @BeforeEach
    void noRunsYet() {
        runs = new Runs(home);
    }

    @Test
    void theLastCompletedRunIsTheLast() throws IOException {
        assertThat(runs.last()).isEmpty();

        DataFolder first = runs.create("demo-");
        DataFolder second = runs.create("demo-");
        runs.complete(second);
        runs.complete(first);

        assertThat(runs.last()).contains(first);
    }

    @Test
    void olderRunsOfEndedProcessesAreDeleted() throws IOException {
        Path old = endedRun("demo-1");

        runs.complete(runs.create("demo-"));

        assertThat(old).doesNotExist();
    }

    @Test
    void runsInUseThoseToKeepAndOtherFoldersStay() throws IOException {
        DataFolder inUse = runs.create("demo-");
        Path kept = endedRun("demo-1");
        runs.keep(new DataFolder(kept));
        Path other = Files.createDirectory(home.resolve("notes"));
        // A lock that nothing refers to would go with its channel.
        System.gc();

        runs.complete(runs.create("replay-"));

        assertThat(inUse.root()).exists();
        assertThat(kept).exists();
        assertThat(other).exists();
    }

    @Test
    void aNamedFolderElsewhereCanBeTheLast(@TempDir Path elsewhere) throws IOException {
        Path old = endedRun("demo-1");
        DataFolder named = new DataFolder(elsewhere);

        runs.complete(named);

        assertThat(runs.last()).contains(named);
        assertThat(old).doesNotExist();
    }

    private Path endedRun(String name) throws IOException {
        Path folder = Files.createDirectory(home.resolve(name));
        Files.createFile(folder.resolve("in-use"));
        return folder;
    }
}
