package dev.exodus.standalone.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.flink.migration.MigrationJob;
import dev.exodus.flink.migration.MigrationOptions;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.Tick;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.cli.Exodus;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.lake.LakeDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real broker, database and jobs: line fails for an hour, and viber's registrations double. */
class MigrationITCase {
    private static final Instant DAY = Instant.parse("2014-02-22T00:00:00Z");
    private static final int LEARNT_DAYS = 32;
    private static final int DOWN = 120;
    private static final int UP = 180;
    private static final int END = UP + 1440 + 11;

    @TempDir Path root;

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
    void whoCameBecauseOfAnOutageElsewhereIsStored() throws Exception {
        Path registrations = learn();
        Configuration options = machines.options();
        options.set(RatesOptions.LAKE, machines.folder().lake().toUri().toString());
        options.set(MigrationOptions.WARM_START, registrations.toUri().toString());
        machines.submit("exodus-store", machines.storeOptions(), StoreJob::define);
        JobID job = machines.submit("exodus-migration", options, MigrationJob::define);

        send(0, UP + 60);
        send(Topic.FACTS_INCIDENTS, incident(null, false, 1));
        becomes("SELECT count(*) > 0 FROM exodus.migration WHERE NOT settled");
        assertThat(machines.text("SELECT placebos FROM exodus.migration WHERE country = '*'"))
                .isNotEqualTo("0");

        send(Topic.FACTS_INCIDENTS, incident(DAY.plusSeconds(60L * UP), true, 2));
        send(UP + 60, END);
        becomes("SELECT count(*) = 2 FROM exodus.migration WHERE settled");
        assertThat(
                        machines.text(
                                "SELECT concat_ws(' ', source, destination, excess_lo95 < "
                                        + truth()
                                        + " AND "
                                        + truth()
                                        + " < excess_hi95, observed = (SELECT sum(observed) FROM"
                                        + " exodus.migration_1m c WHERE c.country = '*' AND"
                                        + " c.time < m.computed_through - interval '10 min'))"
                                        + " FROM exodus.migration m WHERE country = '*'"))
                .isEqualTo("line viber t t");

        machines.cluster().stop(job);
        try (Connection duckDb = LakeDatabase.open(machines.folder().lake());
                Statement statement = duckDb.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (SELECT count(*) FROM migration_latest WHERE settled),"
                                        + " (SELECT count(*) FROM migration_1m_latest)")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(2);
            assertThat(row.getInt(2)).isGreaterThanOrEqualTo(2 * (END - DOWN - 11));
        }
    }

    /** Writes the days before to a lake and learns from it, as a user would. */
    private Path learn() throws Exception {
        Path lake = root.resolve("history");
        try (LakeWriter writer = new LakeWriter(lake, "history")) {
            for (int minute = -LEARNT_DAYS * 1440; minute < 0; minute++) {
                writer.write(row("*", minute));
                writer.write(row("DE", minute));
            }
            writer.commit();
        }
        Path file = root.resolve("registrations");
        CommandLine line = Exodus.commandLine();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err, true));
        String out = root.resolve("warm-start").toString();
        assertThat(
                        line.execute(
                                "learn",
                                "--history",
                                lake.toString(),
                                "--out",
                                out,
                                "--registrations",
                                file.toString()))
                .as(err.toString())
                .isZero();
        return file;
    }

    private static long came(long minute) {
        double level = 1 + .1 * Math.sin(minute / 97.0) + .05 * Math.sin(minute / 31.0);
        boolean more = minute >= DOWN && minute < UP;
        return Math.round((200 + 80 * Math.cos(Math.PI * minute / 720)) * level * (more ? 2 : 1));
    }

    private static double truth() {
        double more = 0;
        for (int minute = DOWN; minute < UP; minute++) {
            more += came(minute) / 2.0;
        }
        return more;
    }

    private static RegistrationMinute row(String country, int minute) {
        long count = came(minute);
        Instant time = DAY.plusSeconds(60L * minute);
        return new RegistrationMinute(
                "viber", country, "*", time, 0, count, 0, null, 60, true, 1, count);
    }

    private static Incident incident(Instant end, boolean settled, long revision) {
        Instant start = DAY.plusSeconds(60L * DOWN);
        String until = end == null ? "null" : "\"" + end + "\"";
        return new Incident(
                "0123456789abcdef",
                "line",
                "outage",
                "down",
                "critical",
                start,
                start,
                end,
                1,
                100,
                .01,
                1e-9,
                99,
                "rate",
                "[{\"start\":\"" + start + "\",\"end\":" + until + "}]",
                null,
                null,
                false,
                settled,
                start,
                "1",
                1,
                revision);
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int minute = from; minute < to; minute++) {
                Instant through = DAY.plusSeconds(60L * (minute + 1));
                long revision = through.getEpochSecond();
                send(producer, Topic.FACTS_RATES, row("*", minute));
                send(producer, Topic.FACTS_RATES, row("DE", minute));
                send(
                        producer,
                        Topic.FACTS_RATES,
                        new Tick("signup", "viber", through, 1, revision));
            }
        }
    }

    private void send(Topic topic, Fact fact) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            send(producer, topic, fact);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, Fact fact) {
        byte[] key = fact.partitionKey().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic.topicName(), key, FactJson.encode(fact)));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", machines.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void becomes(String condition) throws Exception {
        JobMachines.await(() -> machines.text(condition).equals("t"));
    }
}
