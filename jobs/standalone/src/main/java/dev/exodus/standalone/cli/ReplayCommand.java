package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.events.Feed;
import dev.exodus.standalone.demo.Phases;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.replay.Counts;
import dev.exodus.standalone.replay.CountsFile;
import dev.exodus.standalone.replay.CountsReplay;
import dev.exodus.standalone.replay.CountsReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Play counts of a real service through a Kafka broker and the jobs. Where the file"
                        + " has a gap nothing was observed; a count of 0 was.")
final class ReplayCommand implements Callable<Integer> {
    /** What can be counted in a file. */
    enum Counted {
        CONNECTION,
        SIGNUP
    }

    @Parameters(
            paramLabel = "counts.csv",
            description =
                    "A header line, then a line per bucket with the columns timestamp (epoch"
                            + " seconds or RFC 3339, UTC) and value; others are ignored. Buckets"
                            + " are whole minutes.")
    private Path file;

    @Option(names = "--service", required = true, description = "What to call the service.")
    private String service;

    @Option(
            names = "--feed",
            required = true,
            description = "What was counted: ${COMPLETION-CANDIDATES} (case does not matter).")
    private Counted feed;

    @Option(names = "--from", description = "First moment, e.g. 2017-05-22T00:00:00Z.")
    private Instant from;

    @Option(names = "--to", description = "Last moment.")
    private Instant to;

    @Mixin private RunOptions options;
    @Mixin private CheckOptions check;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean checked = check.wanted();
        double speed = options.speed();
        Counts counts = counts();
        CountsReplay replay = new CountsReplay(counts, service, Feed.valueOf(feed.name()));
        DataFolder folder = options.folder("replay-");
        PrintWriter out = spec.commandLine().getOut();
        Phases phases = replay.run(folder, options.temporary(), out, options.terminal(), speed);
        out.printf(Locale.ROOT, "time: %s%ndata: %s%n", phases, folder.root());
        boolean met = !checked || check(replay.check(folder));
        options.complete(folder);
        return met ? 0 : 1;
    }

    private Counts counts() throws IOException {
        try {
            Counts all = CountsFile.read(file);
            return all.between(from == null ? Instant.MIN : from, to == null ? Instant.MAX : to);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private boolean check(CountsReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: %,d minutes from %s to %s, %,d more in %,d gaps, %,d events%n",
                report.service(),
                report.minutes(),
                report.from(),
                report.to(),
                report.gapMinutes(),
                report.gaps(),
                report.events());
        report.differences().forEach(difference -> out.println("DIFFERENT: " + difference));
        out.printf(
                Locale.ROOT,
                "check: %s, %,d minutes compared in PostgreSQL and Parquet, %,d differences%n",
                report.met() ? "met" : "NOT MET",
                report.compared(),
                report.totalDifferences());
        out.flush();
        check.write(report);
        return report.met();
    }
}
