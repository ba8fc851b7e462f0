package dev.exodus.flink.facts;

import java.time.Instant;

/**
 * A record as it lies in Kafka, before anyone knows whether it is a fact.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the offset in the partition, from 0
 * @param timestamp the record's timestamp, epoch milliseconds
 * @param value the bytes; empty if the record had none
 */
public record KafkaRecord(String topic, int partition, long offset, long timestamp, byte[] value) {
    @Override
    public String toString() {
        return topic
                + "-"
                + partition
                + "@"
                + offset
                + " of "
                + Instant.ofEpochMilli(timestamp)
                + ", "
                + value.length
                + " bytes";
    }
}
