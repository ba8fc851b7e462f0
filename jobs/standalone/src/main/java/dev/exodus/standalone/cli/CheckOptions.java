package dev.exodus.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.flink.options.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether a command checks what it stored, and where it says so. */
final class CheckOptions {
    @Option(
            names = "--check",
            description =
                    "Compare every row in PostgreSQL and Parquet with what must be there; exit 1 if"
                            + " one differs.")
    private boolean check;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the result of --check there: met, rows, differences.")
    private Path json;

    /**
     * @throws UsageException if there is nothing to write
     */
    boolean wanted() {
        if (json != null && !check) {
            throw new UsageException("--json is the result of --check: give both");
        }
        return check;
    }

    void write(Object report) throws IOException {
        if (json != null) {
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report);
        }
    }
}
