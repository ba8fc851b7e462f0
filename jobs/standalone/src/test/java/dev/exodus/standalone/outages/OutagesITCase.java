package dev.exodus.standalone.outages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.flink.outages.OutagesJob;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Tick;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.check.BatchCheck;
import dev.exodus.standalone.check.MarksCheck;
import dev.exodus.standalone.cli.Exodus;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real broker, database and jobs: a service that is silent for half an hour. */
class OutagesITCase {
    private static final Instant START = Instant.parse("2014-02-22T00:00:00Z");
    private static final int DOWN = 1_500;
    private static final int UP = 1_530;
    private static final int END = 1_740;

    @TempDir Path root;

    private final StringWriter out = new StringWriter();
    private JobMachines machines;

    @BeforeEach
    void start() throws Exception {
        machines = new JobMachines(root, 1, Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws Exception {
        machines.close();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void anOutageIsStoredAndAReplayOfTheTopicGivesTheSameBytes() throws Exception {
        send(rates());
        machines.submit("exodus-store", machines.storeOptions(), StoreJob::define);
        JobID first = machines.submit("exodus-outages", outagesOptions(), OutagesJob::define);
        await("SELECT count(*) FROM exodus.incident WHERE settled", 1);
        await("SELECT count(*) FROM exodus.service_state_1m WHERE country = '*'", END);
        machines.cluster().stop(first);

        assertThat(
                        machines.text(
                                "SELECT concat_ws(' ', service, kind, severity, started_at AT TIME"
                                        + " ZONE 'UTC', ended_at AT TIME ZONE 'UTC', observed)"
                                        + " FROM exodus.incident"))
                .isEqualTo("line outage critical 2014-02-23 01:00:00 2014-02-23 01:30:00 0");
        assertThat(machines.text("SELECT string_agg(segment, ',') FROM exodus.incident_segment"))
                .isEqualTo("BR,Latin America");
        assertThat(
                        machines.text(
                                "SELECT count(*)::text FROM exodus.service_state_1m"
                                        + " WHERE country = '*' AND state = 'down'"))
                .isEqualTo(Integer.toString(UP - DOWN));
        await("SELECT count(*) FROM exodus.expectation_1m WHERE expected > 300", END - 1_440);

        whatWasToldIsWhatABatchOverTheLakeTells();
        theStatusTellsHowItIsAndHowOldThatIs();
        aMarkIsStoredAndTakenBack();

        List<String> told = told(1);
        machines.submit("exodus-outages-again", outagesOptions(), OutagesJob::define);
        List<String> both = told(2 * told.size());
        assertThat(both.subList(0, told.size())).isEqualTo(told);
        assertThat(both.subList(told.size(), both.size())).isEqualTo(told);
    }

    private void whatWasToldIsWhatABatchOverTheLakeTells() throws Exception {
        Path lake = machines.folder().lake();
        try (LakeWriter writer = new LakeWriter(lake, "rates")) {
            for (Fact fact : rates()) {
                if (fact.type().inLake()) {
                    writer.write(fact);
                }
            }
            writer.commit();
        }
        BatchCheck.Result same = batch(lake);
        assertThat(same.differences()).isEmpty();
        assertThat(same.rows())
                .as("expectations of two countries and a share, states, an incident, its segments")
                .isEqualTo(3 * END + 2 * END + 1 + 2);

        try (LakeWriter writer = new LakeWriter(lake, "other")) {
            writer.write(Minutes.of("line", "BR", START.plusSeconds(60L * (END - 60)), 1, 9_999));
            writer.commit();
        }
        assertThat(batch(lake).total()).as("of another lake another batch").isPositive();
    }

    private BatchCheck.Result batch(Path lake) throws Exception {
        try (Connection reader = machines.postgres().connect(Postgres.READER);
                Connection duckDb = LakeDatabase.open(lake)) {
            return BatchCheck.run(
                    reader, duckDb, OutagesOptions.settings(outagesOptions()), WarmStart.nothing());
        }
    }

    private void theStatusTellsHowItIsAndHowOldThatIs() throws Exception {
        String end = START.plusSeconds(60L * END).toString();
        String later = START.plusSeconds(60L * END + 600).toString();

        assertThat(status(end)).isZero();
        assertThat(out.toString()).startsWith("line").contains("up", "as of 2014-02-23T04:59:00Z");
        assertThat(status(later)).isEqualTo(2);
        assertThat(out.toString()).contains("unknown");
    }

    private int status(String at) throws Exception {
        String password = machines.postgres().passwordFile(Postgres.READER).toString();
        String url = machines.postgres().url();
        return run("status", "--jdbc-url", url, "--password-file", password, "--at", at);
    }

    private void aMarkIsStoredAndTakenBack() throws Exception {
        String kafka = machines.bootstrapServers();
        String at = START.toString();
        String[] add = {
            "mark",
            "add",
            "--bootstrap-servers",
            kafka,
            "--kind",
            "note",
            "--label",
            "server trouble",
            "--service",
            "line",
            "--from",
            at
        };
        assertThat(run(add)).isZero();
        String id = out.toString().strip();
        await("SELECT count(*) FROM exodus.mark WHERE NOT removed", 1);
        assertThat(run("mark", "list", "--bootstrap-servers", kafka)).isZero();
        assertThat(out.toString()).contains(id, "note", "line", "server trouble");
        Scenario.Mark told =
                new Scenario.Mark("note", "line", null, START, null, "server trouble", null);
        try (Connection reader = machines.postgres().connect(Postgres.READER)) {
            assertThat(MarksCheck.run(List.of(told), reader)).isEmpty();
            assertThat(MarksCheck.run(List.of(told.shifted(1)), reader))
                    .as("one is missing, and the other should not be there")
                    .hasSize(2);
        }

        assertThat(run("mark", "remove", "--bootstrap-servers", kafka, id)).isZero();
        await("SELECT count(*) FROM exodus.mark WHERE removed AND revision = 2", 1);
        assertThat(run("mark", "remove", "--bootstrap-servers", kafka, id)).isEqualTo(2);
        assertThat(run("mark", "list", "--bootstrap-servers", kafka)).isZero();
        assertThat(out.toString()).contains("(0 rows)");
    }

    private int run(String... command) {
        out.getBuffer().setLength(0);
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(command);
    }

    private static List<Fact> rates() {
        List<Fact> facts = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        Random random = new Random(5);
        for (int minute = 0; minute < END; minute++) {
            boolean silent = minute >= DOWN && minute < UP;
            long ok = silent ? 0 : Math.round(400 + 20 * random.nextGaussian());
            Instant begin = START.plusSeconds(60L * minute);
            // What comes late is in every seventh minute, two minutes later.
            long first = minute % 7 == 0 ? ok * 9 / 10 : ok;
            facts.add(Minutes.of("line", "*", begin, first, first));
            facts.add(Minutes.of("line", "BR", begin, first, first));
            counts.add(ok);
            if (minute >= 2 && minute % 7 == 2) {
                long late = counts.get(minute - 2);
                facts.add(Minutes.of("line", "*", begin.minusSeconds(120), late, late));
                facts.add(Minutes.of("line", "BR", begin.minusSeconds(120), late, late));
            }
            Instant through = START.plusSeconds(60L * (minute + 1));
            facts.add(new Tick("connection", "line", through, 1, through.getEpochSecond()));
        }
        return facts;
    }

    private void send(List<Fact> facts) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", machines.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (Fact fact : facts) {
                producer.send(
                        new ProducerRecord<>(
                                Topic.FACTS_RATES.topicName(),
                                fact.partitionKey().getBytes(StandardCharsets.UTF_8),
                                FactJson.encode(fact)));
            }
        }
    }

    /** Everything in {@code facts.incidents}, once there are so many; one service, one order. */
    private List<String> told(int atLeast) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", machines.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topic.FACTS_INCIDENTS.topicName()).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> told = new ArrayList<>();
            while (told.size() < atLeast || !atEnd(consumer, partitions)) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(r -> told.add(new String(r.value(), StandardCharsets.UTF_8)));
            }
            return told;
        }
    }

    private static boolean atEnd(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Configuration outagesOptions() {
        Configuration options = machines.options();
        options.set(RatesOptions.LAKE, machines.folder().lake().toUri().toString());
        return options;
    }

    private void await(String count, long atLeast) throws Exception {
        JobMachines.await(() -> Long.parseLong(machines.text(count)) >= atLeast);
    }
}
