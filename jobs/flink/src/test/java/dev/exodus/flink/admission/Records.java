package dev.exodus.flink.admission;

import dev.exodus.flink.source.FeedRecord;
import java.nio.charset.StandardCharsets;

/** Records as a source would hand them over. */
public final class Records {
    private Records() {}

    public static FeedRecord event(int partition, long offset, long eventTime) {
        FeedRecord record = record(partition, offset, eventTime);
        record.kind = FeedRecord.Kind.EVENT;
        record.eventTime = eventTime;
        record.service = "telegram";
        record.country = "DE";
        record.platform = "ios";
        record.counter = 1;
        record.weight = 1;
        record.eventId = ((long) partition << 32 | offset) * 0x9E3779B97F4A7C15L + 1;
        return record;
    }

    public static FeedRecord heartbeat(int partition, long offset, long eventTime) {
        FeedRecord record = record(partition, offset, eventTime);
        record.kind = FeedRecord.Kind.HEARTBEAT;
        record.eventTime = eventTime;
        return record;
    }

    public static FeedRecord rejected(int partition, long offset, long recordTime) {
        FeedRecord record = record(partition, offset, recordTime);
        record.kind = FeedRecord.Kind.REJECTED;
        record.eventTime = Long.MIN_VALUE;
        record.reason = "not_json";
        return record;
    }

    private static FeedRecord record(int partition, long offset, long recordTime) {
        FeedRecord record = new FeedRecord();
        record.partition = partition;
        record.offset = offset;
        record.recordTime = recordTime;
        record.value = "{\"user\":\"+4915112345678\"}".getBytes(StandardCharsets.UTF_8);
        record.valueLength = record.value.length;
        return record;
    }
}
