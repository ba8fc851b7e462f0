package dev.exodus.flink.rates;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.core.admission.Gap;
import dev.exodus.core.ledger.LedgerPartial;
import dev.exodus.core.rates.MinutePartial;
import dev.exodus.core.rates.RatesSettings;
import dev.exodus.flink.admission.AdmissionOperator;
import dev.exodus.flink.admission.Admitted;
import dev.exodus.flink.admission.DuplicateFilter;
import dev.exodus.flink.admission.EventAdmission;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From the records of one feed to its rows. Each feed is a branch with watermarks of its own: a
 * stalled SMS feed does not delay registrations.
 */
public final class FeedPipeline {

    /**
     * What comes out.
     *
     * @param rates rows and ticks, in one order per service
     * @param lakeOnly rows that no topic carries
     * @param ledger rows of the feed's ledger
     * @param deadLetters refused and late records
     */
    public record Results(
            DataStream<Fact> rates,
            DataStream<Fact> lakeOnly,
            DataStream<Fact> ledger,
            DataStream<DeadLetter> deadLetters) {}

    /**
     * How a feed is counted.
     *
     * @param rule what is late, what is a gap
     * @param rates how rows are made
     * @param deduplicate whether a second event with one id is dropped
     * @param bundleEvents most events counted before partial counts are passed on
     */
    public record Settings(
            AdmissionRule rule, RatesSettings rates, boolean deduplicate, int bundleEvents) {}

    private FeedPipeline() {}

    /**
     * Wires records to results.
     *
     * @param records with timestamps and watermarks per partition; each partition in its order
     */
    public static Results build(Feed feed, DataStream<FeedRecord> records, Settings settings) {
        String name = feed.wireName();
        Counted events =
                settings.deduplicate()
                        ? unique(feed, records, settings)
                        : all(feed, records, settings);
        BroadcastStream<Gap> gaps =
                events.admitted()
                        .getSideOutput(AdmissionOperator.GAPS)
                        .broadcast(GapState.DESCRIPTOR);

        SingleOutputStreamOperator<Fact> rates =
                events.partials()
                        .keyBy(MinutePartial::service, Types.STRING)
                        .connect(gaps)
                        .process(
                                new ServiceRatesFunction(feed, settings.rates()),
                                FactTypeInformation.FACT)
                        .name(name + " rates")
                        .uid(name + "-rates");
        SingleOutputStreamOperator<Fact> ledgerRows =
                events.ledger()
                        .keyBy(partial -> name, Types.STRING)
                        .connect(gaps)
                        .process(
                                new FeedLedgerFunction(feed, settings.rates()),
                                FactTypeInformation.FACT)
                        .name(name + " ledger")
                        .uid(name + "-ledger");
        return new Results(
                rates,
                rates.getSideOutput(ServiceRatesFunction.LAKE_ONLY),
                ledgerRows,
                events.admitted().getSideOutput(AdmissionOperator.DEAD_LETTERS));
    }

    /**
     * Events counted.
     *
     * @param admitted where gaps and dead letters are found
     * @param partials counts of it
     * @param ledger where the records went, all of them
     */
    private record Counted(
            SingleOutputStreamOperator<?> admitted,
            DataStream<MinutePartial> partials,
            DataStream<LedgerPartial> ledger) {}

    private static Counted all(Feed feed, DataStream<FeedRecord> records, Settings settings) {
        SingleOutputStreamOperator<MinutePartial> partials =
                new CountingAdmission(feed, settings.rule(), settings.bundleEvents())
                        .behind(records, TypeInformation.of(MinutePartial.class));
        return new Counted(partials, partials, partials.getSideOutput(AdmissionOperator.LEDGER));
    }

    private static Counted unique(Feed feed, DataStream<FeedRecord> records, Settings settings) {
        String name = feed.wireName();
        SingleOutputStreamOperator<Admitted> admitted =
                new EventAdmission<>(feed, settings.rule(), new Admitted.Form())
                        .behind(records, TypeInformation.of(Admitted.class));
        SingleOutputStreamOperator<Admitted> unique =
                admitted.keyBy(new DuplicateFilter.Shard(), Types.INT)
                        .process(
                                new DuplicateFilter(settings.rule().allowedLatenessMs()),
                                TypeInformation.of(Admitted.class))
                        .name(name + " duplicates")
                        .uid(name + "-duplicates");
        SingleOutputStreamOperator<MinutePartial> partials =
                unique.transform(
                                name + " bundle",
                                TypeInformation.of(MinutePartial.class),
                                new BundleOperator(feed, settings.bundleEvents()))
                        .name(name + " bundle")
                        .uid(name + "-bundle");
        return new Counted(
                admitted,
                partials,
                admitted.getSideOutput(AdmissionOperator.LEDGER)
                        .union(
                                unique.getSideOutput(DuplicateFilter.LEDGER),
                                partials.getSideOutput(BundleOperator.LEDGER)));
    }
}
