package dev.exodus.flink.migration;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.flink.admission.EventAdmission;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Feed;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From sign-ups and connections to the people of hours, and how far they are known. */
final class PeoplePipeline {
    /** The feeds in which people are looked for. */
    static final Feed[] FEEDS = {Feed.SIGNUP, Feed.CONNECTION};

    private PeoplePipeline() {}

    /**
     * Wires records to people.
     *
     * @param records of each feed, with timestamps and watermarks per partition; each partition in
     *     its order
     * @param rule what is late
     * @param bundleEvents most events folded before they are passed on
     */
    static DataStream<MigrationInput> build(
            Map<Feed, DataStream<FeedRecord>> records, AdmissionRule rule, int bundleEvents) {
        Map<Feed, DataStream<MigrationInput>> people = new EnumMap<>(Feed.class);
        records.forEach((feed, of) -> people.put(feed, people(feed, of, rule, bundleEvents)));
        return people.get(Feed.SIGNUP)
                .union(people.get(Feed.CONNECTION))
                .transform(
                        "People's clock",
                        MigrationInputSerializer.typeInformation(),
                        new PeopleClockOperator())
                .setParallelism(1)
                .name("People's clock")
                .uid("people-clock");
    }

    private static DataStream<MigrationInput> people(
            Feed feed, DataStream<FeedRecord> records, AdmissionRule rule, int bundleEvents) {
        String name = feed.wireName();
        return new EventAdmission<>(feed, rule, new PersonSeen.Form(feed))
                .behind(records, TypeInformation.of(PersonSeen.class))
                .transform(
                        name + " people",
                        MigrationInputSerializer.typeInformation(),
                        new PeopleBundleOperator(bundleEvents))
                .name(name + " people")
                .uid(name + "-people");
    }
}
