package dev.exodus.simulator.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Why people registered in one minute, or did not.
 *
 * @param service name
 * @param minute epoch minute
 * @param registered who registered in it, by the ordinal of what drew them: ordinary demand, news,
 *     an outage elsewhere
 * @param suppressed likewise, who set out in it and would have registered, had the gateway not been
 *     overrun
 */
public record CauseMinute(
        String service, long minute, List<Long> registered, List<Long> suppressed) {
    /** How many causes there are. */
    public static final int CAUSES = 3;

    private static final String HEADER =
            "service,minute,registered_base,registered_news,registered_outage,suppressed_base,"
                    + "suppressed_news,suppressed_outage";

    public CauseMinute {
        registered = List.copyOf(registered);
        suppressed = List.copyOf(suppressed);
    }

    /** Who registered, or would have but for the gateway, drawn by a cause. */
    public long drawn(int cause) {
        return registered.get(cause) + suppressed.get(cause);
    }

    static CauseMinute of(String service, long minute, long[] counts) {
        List<Long> all = LongStream.of(counts).boxed().toList();
        return new CauseMinute(
                service, minute, all.subList(0, CAUSES), all.subList(CAUSES, 2 * CAUSES));
    }

    static void write(Path file, List<CauseMinute> minutes) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (CauseMinute minute : minutes) {
            String counts =
                    Stream.concat(minute.registered.stream(), minute.suppressed.stream())
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            lines.add(minute.service + "," + minute.minute + "," + counts);
        }
        Files.write(file, lines);
    }

    static List<CauseMinute> read(Path file) throws IOException {
        List<CauseMinute> minutes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.equals(HEADER)) {
                String[] fields = line.split(",");
                long[] numbers = Arrays.stream(fields).skip(1).mapToLong(Long::parseLong).toArray();
                minutes.add(
                        of(fields[0], numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length)));
            }
        }
        return minutes;
    }
}
