package dev.exodus.standalone.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.producer.EventProducer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicsITCase {
    private static final long SATURDAY_2014 = Instant.parse("2014-02-22T18:30:00Z").toEpochMilli();
    private static final TopicPartition SIGNUPS =
            new TopicPartition(Topic.EVENTS_SIGNUP.topicName(), 0);
    private static final TopicPartition SMS = new TopicPartition(Topic.EVENTS_SMS.topicName(), 0);
    private static final int RECORDS = 1000;

    @TempDir private Path folder;
    private Broker broker;
    private Admin admin;

    @BeforeEach
    void startBroker() throws Exception {
        broker =
                Broker.start(
                        folder,
                        Map.of(
                                "log.retention.check.interval.ms", "1000",
                                "log.initial.task.delay.ms", "500",
                                "log.segment.delete.delay.ms", "100"));
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                (Object) broker.bootstrapServers()));
    }

    @AfterEach
    void stopBroker() throws Exception {
        admin.close();
        broker.close();
    }

    @Test
    void createsEveryTopicWithItsPartitionsAndSaysWhatIsThere() throws Exception {
        Topics topics = new Topics(admin);

        assertThat(topics.create(Topics.Retention.DAYS, (short) 1).created())
                .containsExactlyInAnyOrder(Topic.values());

        assertThat(topics.create(Topics.Retention.DAYS, (short) 1))
                .isEqualTo(new Topics.Result(java.util.Set.of(), List.of()));
        for (Topic topic : Topic.values()) {
            assertThat(
                            admin.describeTopics(List.of(topic.topicName()))
                                    .allTopicNames()
                                    .get()
                                    .get(topic.topicName())
                                    .partitions())
                    .hasSize(topic.partitions());
        }
    }

    @Test
    void recordsOf2014AreDeletedWithoutTheReplaySetting() throws Exception {
        new Topics(admin).create(Topics.Retention.DAYS, (short) 1);
        sendRecordsOf2014(Feed.SIGNUP);

        awaitDeletion(SIGNUPS);
    }

    @Test
    void aTopicThatIsThereGetsTheReplaySetting() throws Exception {
        new Topics(admin).create(Topics.Retention.DAYS, (short) 1);
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);

        // The broker knows of it a moment later; the timeout of the class ends the wait.
        while (!retention(Topic.EVENTS_SIGNUP).equals("-1")) {
            Thread.sleep(20);
        }
    }

    private String retention(Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("retention.ms")
                .value();
    }

    /** Made with it: a broker that is told later may check once more before it knows. */
    @Test
    void recordsOf2014SurviveRetentionChecksWithTheReplaySetting() throws Exception {
        new Topics(admin).create(Topics.Retention.REPLAY, (short) 1);
        sendRecordsOf2014(Feed.SIGNUP);
        // Only SMS goes back to days: once its records are gone, checks have certainly run.
        restoreDaysOf(Topic.EVENTS_SMS);
        sendRecordsOf2014(Feed.SMS);

        awaitDeletion(SMS);

        assertThat(earliest(SIGNUPS)).isZero();
        assertThat(latest(SIGNUPS)).isEqualTo(RECORDS);
    }

    private void restoreDaysOf(Topic topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        var days =
                new org.apache.kafka.clients.admin.AlterConfigOp(
                        new org.apache.kafka.clients.admin.ConfigEntry("retention.ms", "604800000"),
                        org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(days))).all().get();
    }

    private void sendRecordsOf2014(Feed feed) throws Exception {
        byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
        try (EventProducer producer =
                new EventProducer(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers()))) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(feed, 0, SATURDAY_2014 + i, event, 0, event.length);
            }
            producer.requireAcknowledged(RECORDS);
        }
    }

    /** The class has a timeout, which is what ends this if nothing is deleted. */
    private void awaitDeletion(TopicPartition partition) throws Exception {
        while (earliest(partition) < RECORDS) {
            Thread.sleep(100);
        }
    }

    private long earliest(TopicPartition partition) throws Exception {
        return offset(partition, OffsetSpec.earliest());
    }

    private long latest(TopicPartition partition) throws Exception {
        return offset(partition, OffsetSpec.latest());
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
    }
}
