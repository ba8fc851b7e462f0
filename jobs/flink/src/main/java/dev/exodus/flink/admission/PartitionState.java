package dev.exodus.flink.admission;

/**
 * What a checkpoint keeps of one partition.
 *
 * @param partition number of the Kafka partition
 * @param nextOffset the offset after the last one read
 * @param clock highest event time so far, epoch milliseconds
 */
public record PartitionState(int partition, long nextOffset, long clock) {}
