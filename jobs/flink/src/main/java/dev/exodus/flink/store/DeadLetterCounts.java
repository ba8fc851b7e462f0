package dev.exodus.flink.store;

import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.facts.DeadLetterMinute;
import dev.exodus.schemas.facts.Fact;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Dead letters per feed, reason and minute.
 *
 * <p>They arrive at least once, but per partition that they come from in the order of its offsets:
 * so the first step lets each pass once. A minute is fed from several partitions: so the second
 * step counts what passed, whatever partition it is from. Its count is the revision, which grows.
 */
final class DeadLetterCounts {
    private static final long MINUTE = 60_000;
    private static final int GENERATION = 1;

    private static final TypeInformation<Tuple2<String, Integer>> ORIGIN =
            Types.TUPLE(Types.STRING, Types.INT);
    private static final TypeInformation<Tuple3<String, String, Long>> CELL =
            Types.TUPLE(Types.STRING, Types.STRING, Types.LONG);

    private DeadLetterCounts() {}

    static DataStream<Fact> of(DataStream<DeadLetter> letters) {
        return letters.keyBy(letter -> Tuple2.of(letter.topic(), letter.partition()), ORIGIN)
                .process(new Once())
                .name("Each dead letter once")
                .uid("dead-letters-once")
                .keyBy(letter -> Tuple3.of(letter.feed(), letter.reason(), minute(letter)), CELL)
                .process(new PerMinute())
                .returns(FactTypeInformation.FACT)
                .name("Dead letters per minute")
                .uid("dead-letters-per-minute");
    }

    private static long minute(DeadLetter letter) {
        return Math.floorDiv(letter.time(), MINUTE) * MINUTE;
    }

    /** Passes a dead letter whose offset is higher than any seen of its partition. */
    private static final class Once
            extends KeyedProcessFunction<Tuple2<String, Integer>, DeadLetter, DeadLetter> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Long> highest;
        private transient Counter repeated;

        @Override
        public void open(OpenContext context) {
            highest =
                    getRuntimeContext()
                            .getState(new ValueStateDescriptor<>("highest-offset", Types.LONG));
            repeated =
                    getRuntimeContext()
                            .getMetricGroup()
                            .counter(StoreMetrics.REPEATED_DEAD_LETTERS);
        }

        @Override
        public void processElement(DeadLetter letter, Context context, Collector<DeadLetter> out)
                throws Exception {
            Long seen = highest.value();
            if (seen != null && letter.offset() <= seen) {
                repeated.inc();
                return;
            }
            highest.update(letter.offset());
            out.collect(letter);
        }
    }

    /** Counts what passed. */
    private static final class PerMinute
            extends KeyedProcessFunction<Tuple3<String, String, Long>, DeadLetter, Fact> {
        private static final long serialVersionUID = 1;

        /** As long as the topic keeps dead letters. This only frees memory. */
        private static final Duration KEPT = Duration.ofDays(30);

        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("count", Types.LONG);
            descriptor.enableTimeToLive(StateTtlConfig.newBuilder(KEPT).build());
            count = getRuntimeContext().getState(descriptor);
        }

        @Override
        public void processElement(DeadLetter letter, Context context, Collector<Fact> out)
                throws Exception {
            Long before = count.value();
            long events = before == null ? 1 : before + 1;
            count.update(events);
            Tuple3<String, String, Long> cell = context.getCurrentKey();
            out.collect(
                    new DeadLetterMinute(
                            cell.f0,
                            cell.f1,
                            Instant.ofEpochMilli(cell.f2),
                            events,
                            GENERATION,
                            events));
        }
    }
}
