package dev.exodus.bench.rates;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;

/**
 * The same count with Kafka Streams: the jobs' own parser as deserializer, a repartition by
 * service, windows of a second in memory with a cache in front and no changelog.
 */
final class StreamsDrain implements Drain {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final byte[] NOTHING = {};

    private record Seen(String service, long eventTime) {}

    private Source source;

    @Override
    public void open(Source from) {
        source = from;
    }

    @Override
    public void drain(Rows rows) throws Exception {
        String application = "bench-streams-" + UUID.randomUUID();
        try (KafkaStreams streams = new KafkaStreams(topology(rows), settings(application))) {
            streams.setUncaughtExceptionHandler(
                    e -> {
                        rows.complete().completeExceptionally(e);
                        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                    });
            streams.start();
            rows.complete().get();
        }
        deleteTopics(application);
    }

    private Topology topology(Rows rows) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        source.data().topic(),
                        Consumed.with(
                                        Serdes.ByteArray(),
                                        Serdes.serdeFrom(
                                                (topic, seen) -> {
                                                    throw new UnsupportedOperationException();
                                                },
                                                decoder(source.data().feed())))
                                .withTimestampExtractor(
                                        (record, before) -> ((Seen) record.value()).eventTime()))
                .filter((key, seen) -> seen.service() != null)
                .map((key, seen) -> KeyValue.pair(seen.service(), NOTHING))
                .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
                .windowedBy(TimeWindows.ofSizeAndGrace(SECOND, GRACE))
                .count(
                        Materialized.<String, Long>as(
                                        Stores.inMemoryWindowStore(
                                                "counts", GRACE.plus(SECOND), SECOND, false))
                                .withCachingEnabled()
                                .withLoggingDisabled())
                .toStream()
                .foreach(
                        (window, count) ->
                                rows.put(
                                        window.key(),
                                        window.window().startTime().getEpochSecond(),
                                        count));
        return builder.build();
    }

    private static Deserializer<Seen> decoder(Feed feed) {
        EventDecoder decoder = new EventDecoder(feed, Set.of());
        return (topic, value) -> {
            DecodedEvent event = decoder.decode(value, 0, value.length);
            return new Seen(event.service(), event.eventTime());
        };
    }

    private Properties settings(String application) {
        Properties settings = new Properties();
        settings.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, source.bootstrapServers());
        settings.setProperty(
                StreamsConfig.STATE_DIR_CONFIG, source.scratch().resolve("streams").toString());
        settings.setProperty(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "1");
        // Rows leave the cache with a commit, 30 s by default: as often as a watermark would be
        // too often for it.
        settings.setProperty(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "1000");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        settings.setProperty(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                FirstPoll.class.getName());
        return settings;
    }

    private void deleteTopics(String application) throws Exception {
        Properties settings = new Properties();
        settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, source.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            List<String> own =
                    admin.listTopics().names().get().stream()
                            .filter(name -> name.startsWith(application))
                            .toList();
            admin.deleteTopics(own).all().get();
        }
    }

    @Override
    public void close() {}
}
