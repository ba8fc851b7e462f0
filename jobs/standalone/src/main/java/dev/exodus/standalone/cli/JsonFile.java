package dev.exodus.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.exodus.flink.options.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Where a command writes its result for machines, if wanted. */
public final class JsonFile {
    /** Moments as in ISO 8601. */
    private static final SimpleModule TIMES =
            new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance);

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there.")
    private Path file;

    /**
     * For a command whose result is that of {@code --check}.
     *
     * @throws UsageException if a file was named and there is nothing to write
     */
    public void requireCheck(boolean check) {
        if (file != null && !check) {
            throw new UsageException("--json is the result of --check: give both");
        }
    }

    /** Writes a result, if a file was named. */
    public void write(Object result) throws IOException {
        if (file != null) {
            new ObjectMapper()
                    .registerModule(TIMES)
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(file.toFile(), result);
        }
    }
}
