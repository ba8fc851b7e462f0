package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** Which part of which scenario a command plays. */
final class Story {
    /** A moment of the wall clock to move a scenario to. */
    enum Shift {
        NOW
    }

    @Option(
            names = "--scenario",
            defaultValue = "2014-02-22-whatsapp",
            description = "A shipped scenario or a YAML file (default: ${DEFAULT-VALUE}).")
    private String scenario;

    @Option(names = "--full", description = "The whole scenario, not its evening only.")
    private boolean full;

    @Option(names = "--from", description = "First moment, e.g. 2014-02-22T17:00:00Z.")
    private Instant from;

    @Option(names = "--to", description = "Last moment.")
    private Instant to;

    @Option(
            names = "--shift",
            paramLabel = "now",
            description = "Move all times so that the scenario's last records are of now.")
    private Shift shift;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "Share of all people (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The scenario and what to play of it, for topics with so many partitions. */
    record Part(Scenario scenario, SimulationOptions options) {}

    /**
     * @throws UsageException if the options do not fit
     */
    Part part(int partitions) {
        try {
            Path file = Path.of(scenario);
            Scenario story =
                    Files.isRegularFile(file) ? Scenario.load(file) : Scenario.shipped(scenario);
            Instant first = from != null ? from : full ? story.start() : story.eveningFrom();
            Instant last = to != null ? to : full ? story.end() : story.eveningTo();
            return new Part(
                    story,
                    new SimulationOptions(first, last, scale, seed, partitions, shiftMs(last)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The closing heartbeats end now: a record of the future would be refused. */
    private long shiftMs(Instant last) {
        if (shift == null) {
            return 0;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        return Duration.between(last.plus(SimulationOptions.CLOSING), now).toMillis();
    }
}
