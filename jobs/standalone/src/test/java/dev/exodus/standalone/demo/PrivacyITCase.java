package dev.exodus.standalone.demo;

import static dev.exodus.standalone.cluster.JobMachines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.funnel.SmsFunnelJob;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Phone numbers are planted in records of every kind, and looked for in all that the jobs write. A
 * carrier's name, which may be published, goes the same way: where it is found, a number would be.
 */
class PrivacyITCase {
    /** Digits of every phone number, which nothing else here has by chance. */
    private static final String PLANTED = "91735208";

    private static final String CARRIER = "DE-mobile-64802917";
    private static final long T = 1_393_097_400_000L;
    private static final int PEOPLE = 60;

    /** Rows of carriers come ten minutes after their minute, and attempts are open for thirty. */
    private static final int SECONDS = 900;

    @TempDir Path root;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void plantedNumbersAreFoundNowhere() throws Exception {
        Path log = log();
        long logged = Files.size(log);
        try (JobMachines machines = new JobMachines(root, 1, Duration.ofSeconds(1))) {
            plant(machines.bootstrapServers());
            run(machines);
            Traces traces = new Traces(machines);
            assertThat(traces.of(CARRIER))
                    .as("where a name that may be published is found")
                    .containsExactlyInAnyOrder(
                            "events.sms",
                            "facts.sms",
                            "state",
                            "Parquet sms_funnel_1m",
                            "Parquet sms_funnel_1m_latest",
                            "PostgreSQL carrier",
                            "PostgreSQL sms_funnel_1m",
                            "files of PostgreSQL");
            assertThat(traces.of(PLANTED))
                    .as("where phone numbers are found")
                    .containsExactlyInAnyOrder("events.signup", "events.sms", "events.connection");
            assertThat(traces.records(Topic.DEAD_LETTERS))
                    .as("unknown, late and broken")
                    .hasSize(3 * 4 * PEOPLE)
                    .allMatch(letter -> letter.contains("+999999") || letter.contains("xxxx"));
        }
        assertThat(Files.readString(log, StandardCharsets.ISO_8859_1).substring((int) logged))
                .contains("pseudonyms under the keys demo")
                .doesNotContain(PLANTED);
    }

    private static Path log() {
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        FileAppender file = logging.getConfiguration().getAppender("file");
        return Path.of(file.getFileName());
    }

    private static void run(JobMachines machines) throws Exception {
        RunJob rates = RunJob.rates(machines.folder(), new Configuration());
        RunJob funnel = RunJob.funnel(machines.folder());
        JobID store = machines.submit("store", machines.storeOptions(), StoreJob::define);
        JobID ofRates =
                machines.submit("rates", rates.optionsWith(machines.options()), RatesJob::define);
        JobID ofFunnel =
                machines.submit(
                        "funnel", funnel.optionsWith(machines.options()), SmsFunnelJob::define);
        Admin admin = machines.admin();
        Lag unread = new Lag(admin, funnel.job().jobName(), funnel.reads());
        await(() -> Lag.ofRates(admin).records() + unread.records() == 0);
        machines.cluster().stop(ofRates);
        machines.cluster().stop(ofFunnel);
        await(() -> Lag.ofStore(admin).records() == 0);
        machines.cluster().stop(store);
    }

    /** Requests that stay open, and of each kind that is refused one. */
    private static void plant(String bootstrapServers) throws IOException {
        try (EventProducer producer =
                new EventProducer(Map.of("bootstrap.servers", bootstrapServers))) {
            long sent = 0;
            for (int i = 0; i < SECONDS; i++) {
                long time = T + i * 1_000L;
                for (Feed feed : Feed.values()) {
                    sent += send(producer, feed, time, heartbeat(time));
                }
                if (i < PEOPLE) {
                    for (String text : sms(time, number(i))) {
                        sent += send(producer, Feed.SMS, time, text);
                    }
                    sent += send(producer, Feed.SIGNUP, time, signup(time, number(i)));
                    sent += send(producer, Feed.CONNECTION, time, connection(time, number(i)));
                }
            }
            producer.requireAcknowledged(sent);
        }
    }

    private static String number(int person) {
        return "+49" + PLANTED + (10 + person);
    }

    private static String heartbeat(long time) {
        return "{\"type\":\"heartbeat\",\"event_time\":" + time + "}";
    }

    private static List<String> sms(long time, String number) {
        return List.of(
                step(time, number, "requested"),
                step(time + 1, number, "sent"),
                step(time, number, "unheard-of"),
                step(time - 900_000, number, "requested"),
                "GET /code?number=" + number);
    }

    private static String step(long time, String number, String status) {
        return """
               {"event_id":"%1$d-%3$s","event_time":%1$d,"service":"telegram","country":"DE",\
               "carrier":"%4$s","user":"%2$s","attempt_id":"a%2$s","attempt":1,"status":"%3$s"}"""
                .formatted(time, number, status, CARRIER);
    }

    private static String signup(long time, String number) {
        return """
               {"event_id":"%1$d","event_time":%1$d,"service":"telegram","country":"DE",\
               "platform":"ios","user":"%2$s","step":"requested"}"""
                .formatted(time, number);
    }

    private static String connection(long time, String number) {
        return """
               {"event_id":"%1$d","event_time":%1$d,"service":"telegram","country":"DE",\
               "user":"%2$s","outcome":"ok","latency_ms":80}"""
                .formatted(time, number);
    }

    /** To every partition, or the others would hold the watermark back. */
    private static int send(EventProducer producer, Feed feed, long time, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int partitions = Topic.of(feed).partitions();
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(feed, partition, time, bytes, 0, bytes.length);
        }
        return partitions;
    }
}
