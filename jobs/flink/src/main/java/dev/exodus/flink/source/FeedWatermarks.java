package dev.exodus.flink.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks per partition: the partition clock less the out-of-orderness. A refused record moves
 * no clock, whatever time it claims.
 */
public final class FeedWatermarks implements WatermarkGenerator<FeedRecord> {
    private final BoundedOutOfOrdernessWatermarks<FeedRecord> clock;

    private FeedWatermarks(Duration outOfOrderness) {
        this.clock = new BoundedOutOfOrdernessWatermarks<>(outOfOrderness);
    }

    /**
     * The strategy of a feed.
     *
     * @param outOfOrdernessMs how far a partition's events may stand in the wrong order
     * @param idleAfterMs wall-clock silence after which a partition no longer holds the others up,
     *     0 for never
     */
    public static WatermarkStrategy<FeedRecord> strategy(long outOfOrdernessMs, long idleAfterMs) {
        Duration outOfOrderness = Duration.ofMillis(outOfOrdernessMs);
        WatermarkStrategy<FeedRecord> strategy =
                WatermarkStrategy.<FeedRecord>forGenerator(
                                context -> new FeedWatermarks(outOfOrderness))
                        .withTimestampAssigner((record, kafkaTime) -> record.eventTime);
        return idleAfterMs > 0 ? strategy.withIdleness(Duration.ofMillis(idleAfterMs)) : strategy;
    }

    @Override
    public void onEvent(FeedRecord record, long eventTime, WatermarkOutput output) {
        if (record.kind != FeedRecord.Kind.REJECTED) {
            clock.onEvent(record, eventTime, output);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        clock.onPeriodicEmit(output);
    }
}
