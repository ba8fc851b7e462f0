package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExodusTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandHasHelp() {
        for (String command : Exodus.commandLine().getSubcommands().keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
            assertThat(out.toString()).contains("Usage: exodus " + command);
        }
    }

    @Test
    void aWrongOptionIsOneSentenceAndExitTwo() {
        assertThat(run("topics", "--bootstrap-server", "x")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("exodus: ").doesNotContain("Exception");
    }

    @Test
    void anUnknownCommandIsOneSentenceAndExitTwo() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aPasswordInTheUrlIsRefused(@TempDir Path folder) throws Exception {
        Path password = java.nio.file.Files.writeString(folder.resolve("p"), "secret");
        String p = password.toString();

        int code =
                run(
                        "migrate",
                        "--url=jdbc:postgresql://host/db?password=hunter2",
                        "--password-file=" + p,
                        "--owner-password-file=" + p,
                        "--writer-password-file=" + p,
                        "--reader-password-file=" + p);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--url").doesNotContain("hunter2");
    }

    @Test
    void sqlAnswersFromTheLakeOfARun(@TempDir Path folder) {
        int code =
                run(
                        "sql",
                        "--lake",
                        "--data-dir",
                        folder.toString(),
                        "select count(*) n from feed_1m");

        assertThat(code).isZero();
        assertThat(out.toString().lines()).containsExactly("n", "-", "0", "(1 row)");
    }

    @Test
    void aWrongQueryIsOneSentence(@TempDir Path folder) {
        assertThat(run("sql", "--lake", "--data-dir", folder.toString(), "selec 1")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int run(String... args) {
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
