package dev.exodus.standalone.cli;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.history.History;
import dev.exodus.standalone.demo.PacedSender;
import dev.exodus.standalone.lake.HistoryImport;
import dev.exodus.standalone.producer.EventFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Play a scenario into any Kafka, or into files with one event a line, and write its"
                        + " answer key.")
final class SimulateCommand implements Callable<Integer> {
    @Mixin private Story story;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "Partitions of each events topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--answer-key",
            required = true,
            paramLabel = "DIR",
            description = "Folder for what an exact job must find.")
    private Path answerKey;

    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Write the 31 days before, per minute, into this lake.")
    private Path history;

    @Spec private CommandSpec spec;

    /** Where the events go. */
    private static final class Target {
        @ArgGroup(exclusive = false)
        private KafkaClient kafka;

        @Option(
                names = "--to-files",
                paramLabel = "DIR",
                description = "Write a file per topic and partition here.")
        private Path files;
    }

    @Override
    public Integer call() throws Exception {
        Story.Part part = story.part(partitions);
        Simulation simulation = new Simulation(part.scenario(), part.options());
        PrintWriter out = spec.commandLine().getOut();
        if (history != null) {
            History days = new History(part.scenario(), part.options());
            long rows = HistoryImport.write(days, history);
            out.printf(Locale.ROOT, "%,d rows of history in %s%n", rows, history);
        }
        Summary summary =
                target.files != null ? toFiles(simulation) : toKafka(simulation, part, out);
        out.printf(
                Locale.ROOT,
                "%,d records from %s to %s; answer key in %s%n",
                summary.records(),
                summary.from(),
                summary.to(),
                answerKey);
        for (Feed feed : Feed.values()) {
            out.printf(
                    Locale.ROOT,
                    "%-18s %,d%n",
                    Topic.of(feed).topicName(),
                    summary.feeds().get(feed.wireName()).read());
        }
        summary.faultShares().forEach(shares -> out.println("faults of " + shares));
        return 0;
    }

    private Summary toFiles(Simulation simulation) throws IOException {
        try (EventFiles files = new EventFiles(target.files)) {
            return simulation.run(files, answerKey);
        }
    }

    private Summary toKafka(Simulation simulation, Story.Part part, PrintWriter out)
            throws IOException {
        Map<String, String> settings = new HashMap<>();
        target.kafka.settings().forEach((key, value) -> settings.put(key, value.toString()));
        long from = part.options().from().toEpochMilli() + part.options().shiftMillis();
        try (PacedSender sender =
                PacedSender.asFastAsPossible(settings, out, from, simulation.through())) {
            Summary summary = simulation.run(sender, answerKey);
            sender.flush();
            return summary;
        }
    }
}
