package dev.exodus.simulator.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of the codes that were asked for in one minute.
 *
 * @param service name
 * @param minute epoch minute
 * @param counts requested, sent, delivered, failed, expired, verified, unique requesters, retries
 * @param suppressed people who set out in this minute and would have registered, had the gateway
 *     not been overrun
 */
public record FunnelMinute(String service, long minute, List<Long> counts, long suppressed) {
    /** How many counts there are. */
    public static final int COUNTS = 8;

    private static final String HEADER =
            "service,minute,requested,sent,delivered,failed,expired,verified,unique,retries,"
                    + "suppressed";

    public FunnelMinute {
        counts = List.copyOf(counts);
        if (counts.size() != COUNTS) {
            throw new IllegalArgumentException("a minute of the funnel has " + COUNTS + " counts");
        }
    }

    static void write(Path file, List<FunnelMinute> minutes) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (FunnelMinute minute : minutes) {
            String counts =
                    minute.counts.stream().map(String::valueOf).collect(Collectors.joining(","));
            lines.add(
                    minute.service + "," + minute.minute + "," + counts + "," + minute.suppressed);
        }
        Files.write(file, lines);
    }

    static List<FunnelMinute> read(Path file) throws IOException {
        List<FunnelMinute> minutes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.equals(HEADER)) {
                String[] fields = line.split(",");
                List<Long> numbers = Arrays.stream(fields).skip(1).map(Long::valueOf).toList();
                minutes.add(
                        new FunnelMinute(
                                fields[0],
                                numbers.get(0),
                                numbers.subList(1, 1 + COUNTS),
                                numbers.get(1 + COUNTS)));
            }
        }
        return minutes;
    }
}
