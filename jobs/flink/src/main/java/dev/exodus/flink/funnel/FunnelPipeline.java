package dev.exodus.flink.funnel;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.funnel.CohortChange;
import dev.exodus.core.funnel.CohortMinute;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Request;
import dev.exodus.flink.admission.EventAdmission;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.pseudonym.Pseudonyms;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * From SMS records to the rows of the funnel: by attempt, what became of each code; by person, who
 * asked again; by minute, the sum of both.
 */
public final class FunnelPipeline {

    /**
     * How the funnel is worked out.
     *
     * @param rule what is late
     * @param funnel sessions and rows
     * @param bundleChanges most changes added up before they are passed on
     */
    public record Settings(AdmissionRule rule, FunnelSettings funnel, int bundleChanges) {}

    private FunnelPipeline() {}

    /**
     * Wires records to rows.
     *
     * @param records with timestamps and watermarks per partition; each partition in its order
     */
    public static DataStream<Fact> build(DataStream<FeedRecord> records, Settings settings) {
        SingleOutputStreamOperator<FunnelEvent> admitted =
                new EventAdmission<>(Feed.SMS, settings.rule(), new FunnelForm())
                        .behind(records, FunnelEventSerializer.typeInformation());
        DataStream<CohortChange> ofAttempts =
                admitted.keyBy(event -> event.attempt, Types.LONG)
                        .process(
                                new AttemptFunction(settings.funnel()),
                                TypeInformation.of(CohortChange.class))
                        .name("sms attempts")
                        .uid("sms-attempts");
        DataStream<CohortChange> ofPeople =
                admitted.flatMap(FunnelPipeline::request, PersonRequestSerializer.typeInformation())
                        .name("sms requests")
                        .uid("sms-requests")
                        .keyBy(PersonRequest::person, Types.LONG)
                        .process(
                                new PersonFunction(settings.funnel()),
                                TypeInformation.of(CohortChange.class))
                        .name("sms people")
                        .uid("sms-people");
        return bundle(ofAttempts, "sms attempts bundle", settings)
                .union(bundle(ofPeople, "sms people bundle", settings))
                .keyBy(
                        part -> Tuple2.of(part.service(), part.minute()),
                        Types.TUPLE(Types.STRING, Types.LONG))
                .process(new CohortFunction(settings.funnel()), FactTypeInformation.FACT)
                .name("sms cohorts")
                .uid("sms-cohorts");
    }

    /** The rows, and behind those of each minute of a service a tick. */
    public static DataStream<Fact> withTicks(DataStream<Fact> rows, int generation) {
        return rows.keyBy(Fact::partitionKey, Types.STRING)
                .process(new FunnelClockFunction(generation), FactTypeInformation.FACT)
                .name("sms clock")
                .uid("sms-clock");
    }

    private static void request(FunnelEvent event, Collector<PersonRequest> out) {
        if (!event.isRequest()) {
            return;
        }
        Request request = new Request(event.segment, event.time, event.weight);
        out.collect(new PersonRequest(event.person, event.attempt, true, request));
        if (event.nextPerson != Pseudonyms.NONE) {
            out.collect(new PersonRequest(event.nextPerson, event.attempt, false, request));
        }
    }

    private static DataStream<CohortMinute> bundle(
            DataStream<CohortChange> changes, String name, Settings settings) {
        return changes.transform(
                        name,
                        CohortMinuteSerializer.typeInformation(),
                        new CohortBundleOperator(settings.bundleChanges()))
                .name(name)
                .uid(name.replace(' ', '-'));
    }
}
