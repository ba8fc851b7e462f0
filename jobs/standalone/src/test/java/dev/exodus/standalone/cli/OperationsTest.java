package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.exodus.flink.Job;
import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.facts.FeedMinute;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands in {@code docs/operations.md} are taken from there and tried. */
class OperationsTest {
    private static final Path PAGE = Path.of("../../docs/operations.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");

    /** An argument: bare, or in single quotes. */
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir private Path lake;

    @Test
    void everyJobTakesTheOptionsThatAreShown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (List<String> command : commands("flink run ")) {
            String job = command.get(command.indexOf("-c") + 1);
            shown.add(job);
            int jar = command.indexOf("flink-0.1.0-jobs.jar");
            List<String> args = command.subList(jar + 1, command.size());
            assertThatCode(() -> Job.ofMain(job).parse(args))
                    .as(String.join(" ", command))
                    .doesNotThrowAnyException();
        }
        assertThat(shown)
                .isEqualTo(
                        Stream.of(Job.values())
                                .map(Job::main)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyCommandThatIsShownExists() throws IOException {
        List<List<String>> commands = commands("./exodus ");
        assertThat(commands).hasSizeGreaterThanOrEqualTo(6);
        for (List<String> command : commands) {
            assertThatCode(() -> Exodus.commandLine().parseArgs(arguments(command)))
                    .as(String.join(" ", command))
                    .doesNotThrowAnyException();
        }
    }

    /** In the order of the page, on a lake with facts that are there twice and with old days. */
    @Test
    void whatWorksOnALakeWorks() throws IOException {
        write("first");
        write("again");
        int tried = 0;
        for (List<String> command : commands("./exodus ")) {
            if (command.contains("/srv/lake")) {
                StringWriter err = new StringWriter();
                CommandLine line = Exodus.commandLine();
                line.setOut(new PrintWriter(new StringWriter()));
                line.setErr(new PrintWriter(err, true));
                String[] arguments =
                        command.stream()
                                .skip(1)
                                .map(a -> a.equals("/srv/lake") ? lake.toString() : a)
                                .toArray(String[]::new);
                assertThat(line.execute(arguments)).as(command + ": " + err).isZero();
                tried++;
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(5);
        try (var days = Files.list(lake.resolve("feed_1m"))) {
            assertThat(days).as("days kept").singleElement();
        }
    }

    private void write(String name) throws IOException {
        try (LakeWriter writer = new LakeWriter(lake, name)) {
            for (String day : List.of("2013-10-01", "2014-02-22")) {
                Instant time = Instant.parse(day + "T12:00:00Z");
                writer.write(new FeedMinute("sms", time, 1, 1, 0, 0, 0, 0, 60, 1, 2));
            }
            writer.commit();
        }
    }

    private static String[] arguments(List<String> command) {
        return command.stream().skip(1).toArray(String[]::new);
    }

    /** The commands of the page's blocks that begin so, lines joined, in arguments. */
    private static List<List<String>> commands(String start) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(PAGE)).results().toList()) {
            for (String line : block.group(1).replace("\\\n", " ").lines().toList()) {
                if (line.startsWith(start)) {
                    commands.add(
                            ARGUMENT.matcher(line)
                                    .results()
                                    .map(a -> a.group(1) == null ? a.group(2) : a.group(1))
                                    .collect(Collectors.toList()));
                }
            }
        }
        return commands;
    }
}
