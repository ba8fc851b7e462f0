package dev.exodus.standalone.cli;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a command checks what it stored, and where it says so. */
final class CheckOptions {
    @Option(
            names = "--check",
            description =
                    "Compare every row in PostgreSQL and Parquet with what must be there; exit 1 if"
                            + " one differs.")
    private boolean check;

    @Mixin private JsonFile json;

    /**
     * @throws dev.exodus.flink.options.UsageException if there is nothing to write
     */
    boolean wanted() {
        json.requireCheck(check);
        return check;
    }

    void write(Object report) throws IOException {
        json.write(report);
    }
}
