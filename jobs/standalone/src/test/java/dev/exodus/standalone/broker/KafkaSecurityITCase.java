package dev.exodus.standalone.broker;

import static dev.exodus.standalone.cluster.JobMachines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.standalone.cli.Exodus;
import dev.exodus.standalone.cluster.Cluster;
import dev.exodus.standalone.cluster.OneMinute;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Settings of the Kafka clients go through to them: TLS, passwords from files. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KafkaSecurityITCase {
    @TempDir private Path folder;
    private SecuredBroker broker;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        broker = SecuredBroker.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void whoIsNotWhoTheySayIsRefusedWithAClearError() throws Exception {
        Map<String, String> right = broker.client(SecuredBroker.PASSWORD);

        assertThat(topics(broker.address(), broker.client("wrong"))).isNotZero();
        assertThat(err.toString()).contains("Authentication failed");
        assertThat(topics(broker.address(), broker.distrustfulClient())).isNotZero();
        assertThat(err.toString()).contains("SSL handshake failed");
        assertThat(topics(broker.wrongName(), right)).isNotZero();
        assertThat(err.toString()).contains("SSL handshake failed");
        assertThat(topics(broker.address(), right)).isZero();
    }

    @Test
    void aJobReadsAndWritesWithThePasswordOfAFile() throws Exception {
        Map<String, String> client = broker.client(SecuredBroker.PASSWORD);
        assertThat(topics(broker.address(), client)).isZero();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("bootstrap.servers", broker.address());
        OneMinute.send(settings);

        try (Cluster cluster = Cluster.start(folder.resolve("checkpoints"), 1);
                Admin admin = Admin.create(settings)) {
            JobID job = submit(cluster, client);
            await(
                    () -> {
                        cluster.requireRunning(job);
                        return OneMinute.facts(admin) > 0;
                    });
            cluster.cancel(job);
        }
    }

    private JobID submit(Cluster cluster, Map<String, String> client) throws Exception {
        Configuration options = new Configuration();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, broker.address());
        options.set(KafkaOptions.CHECKPOINT_INTERVAL, Duration.ofSeconds(1));
        client.forEach((key, value) -> options.setString(JobOptions.KAFKA_PREFIX + key, value));
        return cluster.submit(
                "rates", JobMain.flink(options), 1, env -> RatesJob.define(env, options));
    }

    private int topics(String servers, Map<String, String> client) {
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("topics", "--replay", "--bootstrap-servers", servers));
        client.forEach((key, value) -> arguments.addAll(List.of("--kafka", key + "=" + value)));
        CommandLine line = Exodus.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments.toArray(String[]::new));
    }
}
