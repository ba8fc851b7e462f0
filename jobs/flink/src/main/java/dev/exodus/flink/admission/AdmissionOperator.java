package dev.exodus.flink.admission;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.admission.Gap;
import dev.exodus.core.admission.PartitionClock;
import dev.exodus.core.ledger.Bookings;
import dev.exodus.core.ledger.Disposition;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.flink.bundle.BundlingOperator;
import dev.exodus.flink.metrics.RatesMetrics;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.PayloadMask;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.schemas.topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Decides, partition by partition and in the order of each, which events count: lateness belongs to
 * the log, not to the run. Chained to the source, which is the only place where a partition's order
 * is still to be seen.
 *
 * @param <T> what becomes of the events that count
 */
public abstract class AdmissionOperator<T> extends BundlingOperator<FeedRecord, T> {
    private static final long serialVersionUID = 1;

    /** Seconds that a partition does not speak for, ahead of the watermark that passes them. */
    public static final OutputTag<Gap> GAPS =
            new OutputTag<>("gaps", TypeInformation.of(Gap.class));

    /** Where the records read went, as far as it is decided here. */
    public static final OutputTag<LedgerPartial> LEDGER =
            new OutputTag<>("admission-ledger", TypeInformation.of(LedgerPartial.class));

    /** Refused and late records, masked. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private static final String LATE_DETAIL = "behind the clock by more than the allowed lateness";

    private final Feed feed;
    private final long allowedLatenessMs;
    private final long outOfOrdernessMs;
    private final long gapAfterMs;

    private transient AdmissionRule rule;
    private transient Map<Integer, PartitionClock> partitions;
    private transient PartitionClock lastClock;
    private transient int lastPartition;
    private transient ListState<PartitionState> checkpointed;
    private transient Bookings bookings;
    private transient long highestClock;
    private transient long watermark;
    private transient Counter read;
    private transient Counter admittedCounter;
    private transient Counter late;
    private transient Counter heartbeats;
    private transient Counter reread;
    private transient Counter gaps;
    private transient MetricGroup rejected;
    private transient Map<String, Counter> rejectedByReason;

    protected AdmissionOperator(Feed feed, AdmissionRule rule) {
        this.feed = feed;
        this.allowedLatenessMs = rule.allowedLatenessMs();
        this.outOfOrdernessMs = rule.outOfOrdernessMs();
        this.gapAfterMs = rule.gapAfterMs();
    }

    /** Puts it behind the records of its feed, under the name that all jobs give it. */
    public final SingleOutputStreamOperator<T> behind(
            DataStream<FeedRecord> records, TypeInformation<T> type) {
        String name = feed.wireName() + " admission";
        return records.transform(name, type, this).name(name).uid(feed.wireName() + "-admission");
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        // Union: after a rescale a partition may be read anywhere. Each reader keeps all entries;
        // the newest of a partition, by offset, is the true one.
        checkpointed =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>("partitions", PartitionState.class));
        partitions = new HashMap<>();
        for (PartitionState state : checkpointed.get()) {
            PartitionClock known = partitions.get(state.partition());
            if (known == null || known.nextOffset() < state.nextOffset()) {
                partitions.put(
                        state.partition(),
                        new PartitionClock(state.nextOffset(), state.clock(), state.speaksFrom()));
            }
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        rule = new AdmissionRule(allowedLatenessMs, outOfOrdernessMs, gapAfterMs);
        bookings = new Bookings();
        highestClock = PartitionClock.UNSET;
        watermark = Long.MIN_VALUE;
        rejectedByReason = new HashMap<>();
        MetricGroup metrics = getMetricGroup();
        read = metrics.counter(RatesMetrics.READ);
        admittedCounter = metrics.counter(RatesMetrics.ADMITTED);
        late = metrics.counter(RatesMetrics.LATE);
        heartbeats = metrics.counter(RatesMetrics.HEARTBEATS);
        reread = metrics.counter(RatesMetrics.REREAD);
        gaps = metrics.counter(RatesMetrics.GAPS);
        rejected = metrics.addGroup(RatesMetrics.REJECTED);
        metrics.gauge(RatesMetrics.WATERMARK_LAG_MS, this::watermarkLagMs);
    }

    private long watermarkLagMs() {
        return highestClock == PartitionClock.UNSET || watermark == Long.MIN_VALUE
                ? 0
                : Math.max(0, highestClock - watermark);
    }

    @Override
    public final void processElement(StreamRecord<FeedRecord> element) {
        FeedRecord record = element.getValue();
        PartitionClock partition = clock(record.partition);
        if (!partition.read(record.offset)) {
            reread.inc();
            return;
        }
        read.inc();
        if (record.kind == FeedRecord.Kind.REJECTED) {
            reject(record, partition);
            return;
        }
        Gap gap =
                record.kind == FeedRecord.Kind.HEARTBEAT
                        ? partition.heartbeat(record.eventTime, rule)
                        : partition.event(record.eventTime, rule);
        if (gap != null) {
            if (!gap.isBeginning()) {
                gaps.inc();
            }
            output.collect(GAPS, new StreamRecord<>(gap));
        }
        highestClock = Math.max(highestClock, partition.clock());
        if (record.kind == FeedRecord.Kind.HEARTBEAT) {
            heartbeats.inc();
            book(record.eventTime, Disposition.HEARTBEAT, partition);
        } else if (rule.isLate(record.eventTime, partition.clock()) || isClosed(record.eventTime)) {
            late.inc();
            long time = openTime(partition);
            deadLetter(record, RejectReason.LATE.wireName(), LATE_DETAIL, time);
            book(time, Disposition.LATE, partition);
        } else {
            admittedCounter.inc();
            bookings.book(record.eventTime, Disposition.READ);
            admit(record);
        }
    }

    /** Takes an event that counts. */
    protected abstract void admit(FeedRecord record);

    /** Hands over what became of the events that count, as {@link #drain} does. */
    protected void pass(long before) {}

    @Override
    protected final void drain(long before) {
        pass(before);
        bookings.drain(partial -> output.collect(LEDGER, new StreamRecord<>(partial)));
    }

    /** Books what became of an event after it was admitted. */
    protected final void book(long eventTime, Disposition disposition) {
        bookings.book(eventTime, disposition);
    }

    /** Records come in batches of one partition. */
    private PartitionClock clock(int partition) {
        if (lastClock == null || lastPartition != partition) {
            lastClock = partitions.computeIfAbsent(partition, ignored -> new PartitionClock());
            lastPartition = partition;
        }
        return lastClock;
    }

    /**
     * Whether the rows that an event belongs to are settled and forgotten. So it can be only in a
     * partition that was added, or that was idle, while the others went on: else the watermark is
     * behind its clock.
     */
    private boolean isClosed(long eventTime) {
        return eventTime + allowedLatenessMs < watermark;
    }

    /** Where a partition's clock is, or the watermark if the row of that minute is settled. */
    private long openTime(PartitionClock partition) {
        return isClosed(partition.clock()) ? watermark : partition.clock();
    }

    private void reject(FeedRecord record, PartitionClock partition) {
        rejectedByReason.computeIfAbsent(record.reason, rejected::counter).inc();
        long time =
                partition.clock() == PartitionClock.UNSET ? record.recordTime : openTime(partition);
        deadLetter(record, record.reason, record.detail, time);
        book(time, Disposition.REJECTED, partition);
    }

    /** A late heartbeat is only a heartbeat; like a late event it is booked where the clock is. */
    private void book(long time, Disposition disposition, PartitionClock partition) {
        boolean open =
                partition.clock() == PartitionClock.UNSET || !rule.isLate(time, partition.clock());
        long minute = open ? time : partition.clock();
        bookings.book(minute, Disposition.READ);
        bookings.book(minute, disposition);
    }

    private void deadLetter(FeedRecord record, String reason, String detail, long time) {
        output.collect(
                DEAD_LETTERS,
                new StreamRecord<>(
                        new DeadLetter(
                                Topic.of(feed).topicName(),
                                record.partition,
                                record.offset,
                                feed.wireName(),
                                reason,
                                detail,
                                time,
                                PayloadMask.mask(record.payload()))));
    }

    @Override
    public final void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        watermark = mark.getTimestamp();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<PartitionState> states = new ArrayList<>();
        partitions.forEach(
                (number, clock) ->
                        states.add(
                                new PartitionState(
                                        number,
                                        clock.nextOffset(),
                                        clock.clock(),
                                        clock.speaksFrom())));
        checkpointed.update(states);
    }
}
