package dev.exodus.standalone.demo;

import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records a job has not read, as of its last checkpoint: with it offsets are committed.
 */
public final class Lag {
    private final Admin admin;
    private final String group;
    private final List<Topic> topics;

    Lag(Admin admin, String group, List<Topic> topics) {
        this.admin = admin;
        this.group = group;
        this.topics = topics;
    }

    public static Lag ofRates(Admin admin) {
        return new Lag(admin, RatesJob.NAME, Stream.of(Feed.values()).map(Topic::of).toList());
    }

    public static Lag ofStore(Admin admin) {
        return new Lag(admin, StoreJob.NAME, StoreJob.READS);
    }

    public long records() throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends = ends();
        Map<TopicPartition, OffsetAndMetadata> read = read();
        long lag = 0;
        for (TopicPartition partition : ends.keySet()) {
            OffsetAndMetadata committed = read.get(partition);
            lag += ends.get(partition).offset() - (committed == null ? 0 : committed.offset());
        }
        return lag;
    }

    /** Whether the job has read something of every partition there is. */
    public boolean knowsEveryPartition() throws ExecutionException, InterruptedException {
        return read().keySet().containsAll(ends().keySet());
    }

    private Map<TopicPartition, OffsetAndMetadata> read()
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    }

    private Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends()
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        admin.describeTopics(topics.stream().map(Topic::topicName).toList())
                .allTopicNames()
                .get()
                .forEach(
                        (name, topic) ->
                                topic.partitions()
                                        .forEach(
                                                p ->
                                                        partitions.put(
                                                                new TopicPartition(
                                                                        name, p.partition()),
                                                                OffsetSpec.latest())));
        return admin.listOffsets(partitions).all().get();
    }
}
