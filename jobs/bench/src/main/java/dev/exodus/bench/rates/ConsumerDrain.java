package dev.exodus.bench.rates;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The least that anybody could do: one thread with a consumer, the parser of the jobs and an array.
 * No watermark, no state, no rows before the end.
 */
final class ConsumerDrain implements Drain {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** More than any data set has. */
    private static final int SECONDS = 1 << 14;

    private Source source;
    private EventDecoder decoder;

    @Override
    public void open(Source from) {
        source = from;
        decoder = new EventDecoder(from.data().feed(), Set.of());
    }

    @Override
    public void drain(Rows rows) {
        Map<String, long[]> counts = new HashMap<>();
        long missing = source.data().events();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(source.data().topic()).stream()
                            .map(found -> new TopicPartition(found.topic(), found.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (missing > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    byte[] value = record.value();
                    DecodedEvent event = decoder.decode(value, 0, value.length);
                    if (event.kind() == DecodedEvent.Kind.EVENT) {
                        count(event, counts);
                        missing--;
                    }
                }
            }
            counts.forEach((service, seconds) -> put(service, seconds, rows));
        }
    }

    private static void count(DecodedEvent event, Map<String, long[]> counts) {
        long[] seconds = counts.get(event.service());
        if (seconds == null) {
            seconds = new long[SECONDS];
            counts.put(event.service(), seconds);
        }
        seconds[(int) ((event.eventTime() - Load.START) / 1000)]++;
    }

    private static void put(String service, long[] seconds, Rows rows) {
        for (int i = 0; i < seconds.length; i++) {
            rows.put(service, Load.START / 1000 + i, seconds[i]);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, source.bootstrapServers());
        settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, FirstPoll.class.getName());
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {}
}
