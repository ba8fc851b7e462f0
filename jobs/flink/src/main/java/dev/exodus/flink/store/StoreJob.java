package dev.exodus.flink.store;

import dev.exodus.flink.facts.DeadLetterKafka;
import dev.exodus.flink.facts.FactDecoder;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.facts.KafkaRecord;
import dev.exodus.flink.facts.KafkaRecords;
import dev.exodus.flink.options.JobMain;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.topics.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Every fact, and the number of dead letters, from Kafka to PostgreSQL: the only job that knows it.
 */
public final class StoreJob {
    /** Name of the job, and its consumer group. */
    public static final String NAME = "exodus-store";

    private static final List<Topic> FACTS =
            List.of(
                    Topic.FACTS_RATES,
                    Topic.FACTS_INCIDENTS,
                    Topic.FACTS_SMS,
                    Topic.FACTS_MIGRATION,
                    Topic.MARKS);

    /** All that it reads. */
    public static final List<Topic> READS =
            Stream.concat(FACTS.stream(), Stream.of(Topic.DEAD_LETTERS)).toList();

    private StoreJob() {}

    public static void main(String[] args) throws Exception {
        JobMain.run(NAME, args, StoreOptions.ALL, StoreOptions.REQUIRED, StoreJob::define);
    }

    /** Wires Kafka to PostgreSQL. */
    public static void define(StreamExecutionEnvironment env, Configuration options) {
        DataStream<DeadLetter> refused =
                build(
                        KafkaRecords.from(env, FACTS, options, NAME, "facts"),
                        KafkaRecords.from(
                                env, List.of(Topic.DEAD_LETTERS), options, NAME, "dead-letters"),
                        new PostgresSink(StoreOptions.postgres(options)));
        DeadLetterKafka.sinkTo(refused, options, "refused-facts");
    }

    /**
     * Wires streams to a store.
     *
     * @param facts records of the facts topics and of marks
     * @param deadLetters records of {@code dead-letters}
     * @return what is no fact, for {@code dead-letters}
     */
    static DataStream<DeadLetter> build(
            DataStream<KafkaRecord> facts, DataStream<KafkaRecord> deadLetters, Sink<Fact> store) {
        SingleOutputStreamOperator<Fact> decoded =
                facts.process(new FactDecoder())
                        .returns(FactTypeInformation.FACT)
                        .name("Decode facts")
                        .uid("decode-facts");
        DataStream<DeadLetter> letters =
                deadLetters
                        .flatMap(new DeadLetterDecoder())
                        .name("Decode dead letters")
                        .uid("decode-dead-letters");
        decoded.filter(fact -> fact.type().inPostgres())
                .name("Facts with a table")
                .uid("facts-with-a-table")
                .union(DeadLetterCounts.of(letters))
                .sinkTo(store)
                .name("PostgreSQL")
                .uid("postgres");
        return decoded.getSideOutput(FactDecoder.REFUSED);
    }
}
