package dev.exodus.flink.options;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options that all jobs share. */
public final class KafkaOptions {
    public static final ConfigOption<String> BOOTSTRAP_SERVERS =
            ConfigOptions.key("kafka.bootstrap.servers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Kafka brokers, host:port, separated by commas. Every other kafka.* key"
                                    + " goes to the Kafka clients as it is.");

    public static final ConfigOption<Duration> PARTITION_DISCOVERY =
            ConfigOptions.key("partition-discovery")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("How often to look for new partitions.");

    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
            ConfigOptions.key("checkpoint-interval")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription(
                            "Time between checkpoints. Parquet files become visible with one, and a"
                                    + " restart goes back to the last.");

    private KafkaOptions() {}
}
