package dev.exodus.bench.backtest;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.cli.Subcommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./exodus backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Run the outage detector over a history of counts, without labels, and print the"
                    + " incidents with what explains them.",
            "Exit 0, or 2 for wrong usage."
        })
public final class BacktestCommand implements Subcommand {
    @Parameters(
            paramLabel = "counts.csv",
            description =
                    "A header line, then a line per bucket with the columns timestamp (epoch"
                            + " seconds or RFC 3339, UTC), series (not needed for one) and value."
                            + " A bucket that is missing was not observed.")
    private Path file;

    @Option(
            names = "--settings",
            paramLabel = "YAML",
            description = "Settings of the detector; those not in it are by default.")
    private Path settings;

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "YAML",
            description = "Two files of settings, whose incidents are shown side by side.")
    private List<Path> compare;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the incidents there.")
    private Path csv;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (settings != null && compare != null) {
            throw new UsageException("give --settings or --compare, not both");
        }
        List<Found> found = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<SettingsFile> files = settings();
            for (History history : CountsTable.read(file)) {
                List<List<Found>> columns = new ArrayList<>();
                for (SettingsFile each : files) {
                    columns.add(run(history, each));
                    found.addAll(columns.get(columns.size() - 1));
                }
                new Report(history, columns).print(out);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + e.getFile());
        }
        if (csv != null) {
            CsvMapper mapper = new CsvMapper();
            mapper.writer(mapper.schemaFor(Found.class).withHeader())
                    .writeValue(csv.toFile(), found);
        }
        return 0;
    }

    private List<SettingsFile> settings() throws IOException {
        if (compare != null) {
            return List.of(SettingsFile.read(compare.get(0)), SettingsFile.read(compare.get(1)));
        }
        return List.of(settings == null ? SettingsFile.defaults() : SettingsFile.read(settings));
    }

    private static List<Found> run(History history, SettingsFile settings) {
        return Backtest.run(history, settings).stream()
                .map(incident -> Found.of(settings, incident))
                .toList();
    }
}
