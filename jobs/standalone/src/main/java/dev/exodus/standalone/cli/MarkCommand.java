package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.standalone.marks.MarkVersions;
import dev.exodus.standalone.marks.Marks;
import dev.exodus.standalone.sql.ResultTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "mark",
        mixinStandardHelpOptions = true,
        description =
                "Say what people know: news, maintenance, a note, a verdict, a stated cause. Boards"
                        + " show it, maintenance mutes alerts; no detector listens to it.",
        subcommands = {MarkCommand.Add.class, MarkCommand.Show.class, MarkCommand.Remove.class})
final class MarkCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new UsageException("say add, list or remove");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a mark.")
    static final class Add implements Callable<Integer> {
        @Mixin private KafkaClient kafka;

        @Option(
                names = "--kind",
                required = true,
                description = "news, maintenance, note, verdict or cause.")
        private String kind;

        @Option(
                names = "--label",
                required = true,
                description = "What is known; of a verdict: confirmed or false alarm.")
        private String label;

        @Option(names = "--from", required = true, description = "E.g. 2014-02-19T21:00:00Z.")
        private Instant from;

        @Option(names = "--to", description = "Its end (default: it is a moment).")
        private Instant to;

        @Option(names = "--service", description = "The service it is about (default: all).")
        private String service;

        @Option(names = "--country", description = "The country it is about (default: all).")
        private String country;

        @Option(names = "--incident", description = "The id of the incident it is about.")
        private String incident;

        @Option(names = "--source", description = "Where it is known from.")
        private String source;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Mark mark = MarkVersions.of(kind, service, country, incident, from, to, label, source);
            Marks marks = new Marks(kafka.settings());
            marks.put(List.of(MarkVersions.next(mark, marks.all())));
            spec.commandLine().getOut().println(mark.markId());
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the marks.")
    static final class Show implements Callable<Integer> {
        @Mixin private KafkaClient kafka;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            new ResultTable(
                            List.of("id", "kind", "about", "from", "to", "label", "source"),
                            Collections.nCopies(7, false),
                            new Marks(kafka.settings())
                                    .all().values().stream()
                                            .filter(mark -> !mark.removed())
                                            .map(Show::row)
                                            .toList())
                    .printAligned(out);
            out.flush();
            return 0;
        }

        private static List<String> row(Mark mark) {
            String about = mark.incidentId() == null ? mark.service() : mark.incidentId();
            return List.of(
                    mark.markId(),
                    mark.kind(),
                    text(about) + (mark.country() == null ? "" : " " + mark.country()),
                    mark.startsAt().toString(),
                    text(mark.endsAt()),
                    mark.label(),
                    text(mark.source()));
        }

        private static String text(Object value) {
            return value == null ? "" : value.toString();
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Take a mark back.")
    static final class Remove implements Callable<Integer> {
        @Mixin private KafkaClient kafka;

        @Parameters(paramLabel = "ID", description = "As add printed it.")
        private String id;

        @Override
        public Integer call() throws Exception {
            Marks marks = new Marks(kafka.settings());
            marks.put(List.of(MarkVersions.removed(id, marks.all())));
            return 0;
        }
    }
}
