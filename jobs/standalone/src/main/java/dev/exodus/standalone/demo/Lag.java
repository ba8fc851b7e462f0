package dev.exodus.standalone.demo;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How many events RatesJob has not read, as of its last checkpoint: with it offsets are committed.
 */
final class Lag {
    private static final String GROUP = "exodus-rates";

    private final Admin admin;

    Lag(Admin admin) {
        this.admin = admin;
    }

    long records() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (Feed feed : Feed.values()) {
            for (int p = 0; p < Topic.of(feed).partitions(); p++) {
                partitions.put(
                        new TopicPartition(Topic.of(feed).topicName(), p), OffsetSpec.latest());
            }
        }
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                admin.listOffsets(partitions).all().get();
        Map<TopicPartition, OffsetAndMetadata> read =
                admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
        long lag = 0;
        for (TopicPartition partition : partitions.keySet()) {
            OffsetAndMetadata committed = read.get(partition);
            lag += ends.get(partition).offset() - (committed == null ? 0 : committed.offset());
        }
        return lag;
    }
}
