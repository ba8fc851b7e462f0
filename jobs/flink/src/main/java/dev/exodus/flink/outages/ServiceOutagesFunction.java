package dev.exodus.flink.outages;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Watches one service: keeps its state and passes it rows and ticks in their order. It sets no
 * timer and reads no clock; the watching itself is {@link ServiceOutages}.
 */
public final class ServiceOutagesFunction extends KeyedProcessFunction<String, Fact, Fact> {
    private static final long serialVersionUID = 1;

    private final ServiceSettings settings;
    private final LearntFile<WarmStart> warmStartFile;

    private transient Map<String, ServiceOutages> outages;
    private transient WarmStart warmStart;
    private transient ValueState<ServiceWatch> states;
    private transient Counter rows;
    private transient Counter tooLate;
    private transient Counter factsOut;

    /**
     * @param warmStart what services start from that the state does not know
     */
    public ServiceOutagesFunction(ServiceSettings settings, LearntFile<WarmStart> warmStart) {
        this.settings = settings;
        this.warmStartFile = warmStart;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        warmStart = warmStartFile.read();
        outages = new HashMap<>();
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "service", ServiceWatchSerializer.typeInformation()));
        rows = getRuntimeContext().getMetricGroup().counter(OutagesMetrics.ROWS);
        tooLate = getRuntimeContext().getMetricGroup().counter(OutagesMetrics.TOO_LATE);
        factsOut = getRuntimeContext().getMetricGroup().counter(OutagesMetrics.FACTS_OUT);
    }

    @Override
    public void processElement(Fact fact, Context context, Collector<Fact> out) throws Exception {
        ServiceWatch state = states.value();
        if (state == null) {
            state = warmStart.service(context.getCurrentKey()).orElseGet(ServiceWatch::new);
        }
        ServiceOutages service =
                outages.computeIfAbsent(
                        context.getCurrentKey(), name -> new ServiceOutages(settings.of(name)));
        if (fact instanceof Tick tick) {
            service.tick(
                    state,
                    tick,
                    result -> {
                        factsOut.inc();
                        out.collect(result);
                    });
        } else {
            rows.inc();
            if (!service.row(state, fact)) {
                tooLate.inc();
            }
        }
        states.update(state);
    }
}
