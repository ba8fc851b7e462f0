package dev.exodus.flink.options;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Options of a job as its main would parse them, that of the broker first. */
public final class GivenOptions {
    private GivenOptions() {}

    public static Configuration parse(
            List<ConfigOption<?>> known, List<ConfigOption<?>> required, String... more) {
        String[] broker = {"--kafka.bootstrap.servers", "localhost:9092"};
        String[] all = Stream.of(broker, more).flatMap(Stream::of).toArray(String[]::new);
        return JobOptions.parse(all, known, required);
    }
}
