package dev.exodus.simulator;

import dev.exodus.schemas.events.Feed;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Plays a scenario without sending it anywhere and prints what it adds up to: {@code <id> <scale>
 * [from to]}.
 */
public final class Calibration {
    private Calibration() {}

    public static void main(String[] args) throws Exception {
        Scenario scenario = Scenario.shipped(args[0]);
        double scale = Double.parseDouble(args[1]);
        Instant from = args.length > 2 ? Instant.parse(args[2]) : scenario.start();
        Instant to = args.length > 3 ? Instant.parse(args[3]) : scenario.end();
        Path folder = Files.createTempDirectory("exodus-calibration");
        long begin = System.nanoTime();
        Summary summary =
                new Simulation(scenario, new SimulationOptions(from, to, scale, 1, 4, 0))
                        .run(new Nowhere(), folder);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%,d records, %,.0f a second%n", summary.records(), summary.records() / seconds);
        summary.totals()
                .forEach(
                        (service, totals) ->
                                System.out.println(
                                        service
                                                + " "
                                                + totals
                                                + " "
                                                + summary.people().get(service)));
        summary.incidents().forEach(System.out::println);
        summary.feeds().forEach((feed, ledger) -> System.out.println(feed + " " + ledger));
    }

    private static final class Nowhere implements EventSink {
        @Override
        public void send(
                Feed feed, int partition, long sendTime, byte[] buffer, int offset, int length) {}
    }
}
