package dev.exodus.flink.facts;

import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.events.PayloadMask;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.FactType;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Records to facts. What is no fact goes, masked, to {@link #REFUSED}; it never stops a job. The
 * feed of such a dead letter is the name of its topic.
 */
public final class FactDecoder extends ProcessFunction<KafkaRecord, Fact> {
    /** Records that are no fact. */
    public static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused-facts") {};

    /** Counter {@code <scope>.operator.refusedFacts}: records that are no fact. */
    public static final String REFUSED_FACTS = "refusedFacts";

    private static final long serialVersionUID = 1;

    /** The decoder's own words would quote the record, which may hold anything. */
    private static final String DETAIL = "not a fact of schema version 1";

    /** Types to be passed on; null for all. */
    private final HashSet<FactType> wanted;

    private transient Counter refused;

    /** Of all facts. */
    public FactDecoder() {
        this.wanted = null;
    }

    /**
     * Of some facts; the others are passed by, whatever is in them.
     *
     * @param wanted their types
     */
    public FactDecoder(Set<FactType> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    @Override
    public void open(OpenContext context) {
        refused = getRuntimeContext().getMetricGroup().counter(REFUSED_FACTS);
    }

    @Override
    public void processElement(KafkaRecord record, Context context, Collector<Fact> out) {
        Fact fact;
        try {
            if (wanted != null && !wanted.contains(FactJson.type(record.value()))) {
                return;
            }
            fact = FactJson.decode(record.value());
            Storable.require(fact);
        } catch (IllegalArgumentException e) {
            refused.inc();
            context.output(REFUSED, deadLetter(record));
            return;
        }
        out.collect(fact);
    }

    private static DeadLetter deadLetter(KafkaRecord record) {
        RejectReason reason =
                record.value().length == 0 ? RejectReason.EMPTY : RejectReason.NOT_JSON;
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                record.topic(),
                reason.wireName(),
                DETAIL,
                record.timestamp(),
                PayloadMask.mask(record.value()));
    }
}
