package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Observed;
import dev.exodus.core.funnel.Person;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells people from retries: who asks again within the gap is still in the same session. The
 * telling itself is {@link Person}, known here by a pseudonym.
 */
public final class PersonFunction extends KeyedProcessFunction<Long, PersonRequest, CohortChange> {
    private static final long serialVersionUID = 1;

    private final long gapMs;
    private final long allowedLatenessMs;

    private transient ValueState<Person> people;
    private transient Segments segments;
    private transient Counter repeated;
    private transient Counter outOfOrder;
    private transient Counter refused;

    public PersonFunction(FunnelSettings settings) {
        this.gapMs = settings.gapMs();
        this.allowedLatenessMs = settings.allowedLatenessMs();
    }

    @Override
    public void open(OpenContext context) {
        people =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "person", PersonSerializer.typeInformation()));
        segments = new Segments();
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        repeated = metrics.counter(FunnelMetrics.REPEATED);
        outOfOrder = metrics.counter(FunnelMetrics.OUT_OF_ORDER);
        refused = metrics.counter(FunnelMetrics.REFUSED);
    }

    @Override
    public void processElement(PersonRequest asked, Context context, Collector<CohortChange> out)
            throws Exception {
        Person person = people.value();
        if (person == null) {
            person = new Person();
        }
        Observed observed =
                person.request(
                        segments.request(
                                asked.request().segment(),
                                asked.request().time(),
                                asked.request().weight()),
                        asked.attempt(),
                        asked.counted(),
                        gapMs,
                        out::collect);
        switch (observed) {
            case KNOWN -> repeated.inc();
            case REFUSED -> refused.inc();
            case OUT_OF_ORDER -> outOfOrder.inc();
            case IN_ORDER -> {}
        }
        people.update(person);
        // A request matters until the last one that it can make a retry can be admitted.
        context.timerService()
                .registerEventTimeTimer(asked.request().time() + gapMs + allowedLatenessMs);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CohortChange> out)
            throws Exception {
        Person person = people.value();
        if (person == null) {
            return; // an earlier timer forgot all
        }
        person.forget(timestamp - gapMs - allowedLatenessMs + 1);
        if (person.isEmpty()) {
            people.clear();
        } else {
            people.update(person);
        }
    }
}
