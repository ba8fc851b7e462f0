package dev.exodus.flink.admission;

/**
 * What a checkpoint keeps of one partition.
 *
 * @param partition number of the Kafka partition
 * @param nextOffset the offset after the last one read
 * @param clock highest event time so far, epoch milliseconds
 * @param speaksFrom clock from which on it speaks for coverage, epoch milliseconds; 0, which is
 *     always, in a checkpoint made before there was such a rule
 */
public record PartitionState(int partition, long nextOffset, long clock, long speaksFrom) {}
