package dev.exodus.standalone.marks;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.topics.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What people know, in a topic of which Kafka keeps the newest version of each mark. */
public final class Marks {
    private static final String TOPIC = Topic.MARKS.topicName();

    private final Map<String, Object> kafka;

    /**
     * @param kafka settings of the clients, {@code bootstrap.servers} among them
     */
    public Marks(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** The newest version of every mark by its id, those that were taken back among them. */
    public Map<String, Mark> all() {
        Map<String, Mark> marks = new TreeMap<>();
        for (int partition = 0; partition < Topic.MARKS.partitions(); partition++) {
            try (PartitionReader reader = new PartitionReader(kafka, Topic.MARKS, partition)) {
                while (reader.peek() != null) {
                    keepNewest(reader.next().value(), marks);
                }
            }
        }
        return marks;
    }

    /** What is no mark is StoreJob's to refuse. */
    private static void keepNewest(byte[] value, Map<String, Mark> marks) {
        Fact fact;
        try {
            fact = FactJson.decode(value);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (fact instanceof Mark mark) {
            marks.merge(mark.markId(), mark, (a, b) -> b.revision() >= a.revision() ? b : a);
        }
    }

    /** Writes versions of marks and waits until Kafka has them. */
    public void put(List<Mark> marks) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Mark mark : marks) {
                byte[] key = mark.partitionKey().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(TOPIC, key, FactJson.encode(mark))).get();
            }
        }
    }
}
