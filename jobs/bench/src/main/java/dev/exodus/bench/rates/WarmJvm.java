package dev.exodus.bench.rates;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process of a variant, seen from outside: all of a group have the same memory and collector.
 */
final class WarmJvm implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private static final long STOP_SECONDS = 20;

    private final Variant variant;
    private final Process process;
    private final BufferedReader results;
    private final Writer commands;
    private final Path log;
    private final ObjectMapper json = new ObjectMapper();

    private WarmJvm(Variant variant, Process process, Path log) {
        this.variant = variant;
        this.process = process;
        this.results = process.inputReader(StandardCharsets.US_ASCII);
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
        this.log = log;
    }

    /** Starts it; it waits for its first command. */
    static WarmJvm start(Variant variant, DataSet data, String bootstrapServers, Path folder)
            throws IOException {
        Path scratch = Files.createDirectories(folder.resolve(variant.name()));
        Path log = scratch.resolve("errors.log");
        Path arguments = scratch.resolve("java-arguments");
        String classPath = System.getProperty("java.class.path").replace("\\", "\\\\");
        Files.writeString(
                arguments,
                String.join("\n", OPTIONS)
                        + "\n"
                        + String.join("\n", variant.group().memory())
                        + "\n-cp \""
                        + classPath
                        + "\"\n");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + arguments,
                                "-Dexodus.log=" + scratch.resolve("exodus.log"),
                                VariantMain.class.getName(),
                                variant.name(),
                                bootstrapServers,
                                new ObjectMapper().writeValueAsString(data),
                                scratch.toString())
                        .redirectError(log.toFile())
                        .start();
        return new WarmJvm(variant, process, log);
    }

    Variant variant() {
        return variant;
    }

    /** Drains once. */
    Measured drain() throws IOException {
        commands.write("drain\n");
        commands.flush();
        String line = results.readLine();
        if (line == null) {
            throw new IOException(
                    "the process of %s has ended; see %s".formatted(variant.title(), log));
        }
        return json.readValue(line, Measured.class);
    }

    @Override
    public void close() throws IOException {
        try {
            commands.close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
