package dev.exodus.standalone.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a java and a mvn that only say how they were called. */
@Timeout(60)
class LauncherTest {
    private static final String JAVA =
            """
            #!/usr/bin/env bash
            if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; exit 0; fi
            echo "ran ${@: -2}"
            """;
    private static final String MVN =
            """
            #!/usr/bin/env bash
            if [ "$1" = -v ]; then echo 'Apache Maven %s'; exit 0; fi
            echo build >>builds
            echo '[INFO] Building Exodus :: standalone 0.1.0    [6/6]'
            if [ -e broken ]; then echo '[ERROR] it is broken'; exit 1; fi
            mkdir -p jobs/bench/target
            echo jar >jobs/bench/target/bench-0.1.0.jar
            printf '/elsewhere/library.jar' >jobs/bench/target/classpath
            """;

    @TempDir private Path root;
    private Path tools;

    @BeforeEach
    void makeACheckout() throws IOException {
        tools = Files.createDirectory(root.resolve("tools"));
        Files.createDirectories(root.resolve("schemas"));
        Files.createDirectories(root.resolve("jobs"));
        Files.createDirectories(root.resolve("dashboards"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("../../exodus"), root.resolve("exodus"));
        install("java", JAVA.formatted("17.0.1"));
        install("javac", JAVA.formatted("17.0.1"));
        install("mvn", MVN.formatted("3.8.7"));
    }

    @Test
    void buildsOnceAndThenOnlyRuns() throws Exception {
        Run first = run("topics", "--replay");
        Run second = run("topics", "--replay");

        assertThat(first.code).isZero();
        assertThat(first.output)
                .contains("exodus: building standalone [6/6]", "ran topics --replay");
        assertThat(second.output).containsExactly("ran topics --replay");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("--version");
        Path source = Files.writeString(root.resolve("jobs").resolve("New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));

        run("--version");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = start("--version");
        Process other = start("--version");

        assertThat(finish(one).code).isZero();
        assertThat(finish(other).code).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTakenOver() throws Exception {
        Path lock = Files.createDirectories(root.resolve("target/launch/lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(run("--version").code).isZero();
    }

    @Test
    void aBrokenBuildNamesItsLog() throws Exception {
        Files.createFile(root.resolve("broken"));

        Run run = run("--version");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.output.get(run.output.size() - 1)).contains("target/launch/build.log");
        assertThat(run.output).contains("[ERROR] it is broken");
        assertThat(root.resolve("target/launch/lock")).doesNotExist();
    }

    @Test
    void runsThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(tools.resolve("x"), root.resolve("exodus"));

        assertThat(finish(start(link, "--version")).code).isZero();
    }

    @Test
    void anOldJavaIsOneSentence() throws Exception {
        install("java", JAVA.formatted("11.0.2"));

        assertOneSentence(run("--version"), "is Java 11");
    }

    @Test
    void anOldMavenIsOneSentence() throws Exception {
        install("mvn", MVN.formatted("3.6.3"));

        assertOneSentence(run("--version"), "Maven is 3.6: install Maven 3.8");
    }

    private static void assertOneSentence(Run run, String about) {
        assertThat(run.code).isEqualTo(2);
        assertThat(run.output).hasSize(1);
        assertThat(run.output.get(0)).contains(about);
    }

    private record Run(int code, List<String> output) {}

    private Run run(String... arguments) throws Exception {
        return finish(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return start(root.resolve("exodus"), arguments);
    }

    private Process start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", "", (path, none) -> tools + ":" + path);
        return builder.start();
    }

    private static Run finish(Process process) throws Exception {
        List<String> output =
                new String(
                                process.getInputStream().readAllBytes(),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private void install(String name, String script) throws IOException {
        Path file = Files.createTempFile(root, name, null);
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(file, tools.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
