package dev.exodus.flink.outages;

import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.OutageSettings;
import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.time.ZoneId;
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

    private final long mergeGap;
    private final long partGap;
    private final double minimumVolume;
    private final String methodVersion;
    private final int generation;
    private final long allowedLateness;
    private final long knownFor;
    private final String zone;
    private final LearntFile<WarmStart> warmStartFile;

    private transient ServiceOutages outages;
    private transient WarmStart warmStart;
    private transient ValueState<ServiceWatch> states;
    private transient Counter rows;
    private transient Counter tooLate;
    private transient Counter factsOut;

    /**
     * @param warmStart what services start from that the state does not know
     */
    public ServiceOutagesFunction(OutageSettings settings, LearntFile<WarmStart> warmStart) {
        IncidentSettings incidents = settings.incidents();
        this.mergeGap = incidents.mergeGap();
        this.partGap = incidents.partGap();
        this.minimumVolume = incidents.minimumVolume();
        this.methodVersion = incidents.methodVersion();
        this.generation = incidents.generation();
        this.allowedLateness = settings.allowedLateness();
        this.knownFor = settings.knownFor();
        this.zone = settings.zone().getId();
        this.warmStartFile = warmStart;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        warmStart = warmStartFile.read();
        IncidentSettings incidents =
                new IncidentSettings(mergeGap, partGap, minimumVolume, methodVersion, generation);
        outages =
                new ServiceOutages(
                        new OutageSettings(incidents, allowedLateness, knownFor, ZoneId.of(zone)));
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
        if (fact instanceof Tick tick) {
            outages.tick(
                    state,
                    tick,
                    result -> {
                        factsOut.inc();
                        out.collect(result);
                    });
        } else {
            rows.inc();
            if (!outages.row(state, fact)) {
                tooLate.inc();
            }
        }
        states.update(state);
    }
}
