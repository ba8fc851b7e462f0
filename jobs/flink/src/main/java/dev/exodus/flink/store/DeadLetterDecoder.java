package dev.exodus.flink.store;

import dev.exodus.flink.facts.KafkaRecord;
import dev.exodus.schemas.events.DeadLetter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of {@code dead-letters} to dead letters. One that is none is only counted: sent to {@code
 * dead-letters} again it would come back for ever.
 */
final class DeadLetterDecoder extends RichFlatMapFunction<KafkaRecord, DeadLetter> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDecoder.class);

    private transient Counter bad;

    @Override
    public void open(OpenContext context) {
        bad = getRuntimeContext().getMetricGroup().counter(StoreMetrics.BAD_DEAD_LETTERS);
    }

    @Override
    public void flatMap(KafkaRecord record, Collector<DeadLetter> out) {
        DeadLetter letter;
        try {
            letter = DeadLetter.fromJson(record.value());
        } catch (IllegalArgumentException e) {
            if (bad.getCount() == 0) {
                LOG.warn("The first record that is no dead letter: {}", record, e);
            }
            bad.inc();
            return;
        }
        out.collect(letter);
    }
}
