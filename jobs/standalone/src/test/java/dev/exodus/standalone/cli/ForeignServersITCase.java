package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Event;
import dev.exodus.schemas.events.EventJson;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Heartbeat;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.broker.Broker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands for servers that somebody else runs. */
@Timeout(120)
class ForeignServersITCase {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();

    @Test
    void migratesADatabaseOnce() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setDataDirectory(folder.resolve("data")).start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
            String[] migrate = {
                "migrate",
                "--url",
                url,
                "--password-file",
                secret("admin"),
                "--owner-password-file",
                secret("owner"),
                "--writer-password-file",
                secret("writer"),
                "--reader-password-file",
                secret("reader")
            };

            assertThat(line().execute(migrate)).isZero();
            assertThat(line().execute(migrate)).isZero();

            assertThat(out.toString().lines())
                    .containsExactly("15 migrations ran", "0 migrations ran");
            try (Connection reader = DriverManager.getConnection(url, "grafana_ro", "reader")) {
                assertThat(
                                reader.createStatement()
                                        .executeQuery("SELECT * FROM exodus.incident")
                                        .next())
                        .isFalse();
            }
        }
    }

    private String secret(String text) throws Exception {
        return Files.writeString(folder.resolve(text), text + "\n").toString();
    }

    @Test
    void saysInEveryPartitionThatAFeedIsAlive() throws Exception {
        try (Broker broker = Broker.start(folder, Map.of())) {
            String servers = broker.bootstrapServers();
            assertThat(line().execute("topics", "--bootstrap-servers", servers)).isZero();
            Thread beating =
                    new Thread(
                            () ->
                                    line().execute(
                                                    "heartbeat",
                                                    "--bootstrap-servers",
                                                    servers,
                                                    "--topic",
                                                    "events.sms",
                                                    "--producer",
                                                    "somebody"));
            long started = System.currentTimeMillis();
            beating.start();
            try {
                awaitHeartbeats(servers, started);
            } finally {
                beating.interrupt();
                beating.join();
            }
        }
    }

    private static void awaitHeartbeats(String servers, long started) {
        Set<Integer> missing =
                new HashSet<>(IntStream.range(0, Topic.EVENTS_SMS.partitions()).boxed().toList());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(
                    missing.stream().map(p -> new TopicPartition("events.sms", p)).toList());
            consumer.seekToBeginning(consumer.assignment());
            while (!missing.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    Event event = EventJson.decode(Feed.SMS, record.value());
                    assertThat(event).isInstanceOf(Heartbeat.class);
                    assertThat(((Heartbeat) event).producer()).isEqualTo("somebody");
                    assertThat(event.eventTime()).isGreaterThanOrEqualTo(started);
                    missing.remove(record.partition());
                }
            }
        }
    }

    private CommandLine line() {
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(out, true));
        return line;
    }
}
