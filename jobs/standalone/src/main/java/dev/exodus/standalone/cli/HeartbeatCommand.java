package dev.exodus.standalone.cli;

import dev.exodus.standalone.heartbeat.Heartbeats;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "heartbeat",
        mixinStandardHelpOptions = true,
        description =
                "Say once a second, in every partition of an events topic, that its feed is alive;"
                        + " until Ctrl-C.")
final class HeartbeatCommand implements Callable<Integer> {
    @Mixin private KafkaClient kafka;

    @Option(names = "--topic", required = true, description = "For instance events.signup.")
    private String topic;

    @Option(
            names = "--producer",
            defaultValue = "exodus-heartbeat",
            description = "Whose heartbeat it is (default: ${DEFAULT-VALUE}).")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> settings = kafka.settings();
        // An unsent heartbeat must not be sent later: it would speak for a time of silence.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "3000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            beatForEver(new Heartbeats(producer, topic, name));
            return 0;
        }
    }

    private void beatForEver(Heartbeats heartbeats) throws Exception {
        boolean silent = true;
        while (true) {
            try {
                int partitions = heartbeats.beat(System.currentTimeMillis());
                if (silent) {
                    say("heartbeats go to the %d partitions of %s", partitions, topic);
                    silent = false;
                }
            } catch (ExecutionException | org.apache.kafka.common.KafkaException e) {
                if (!silent) {
                    say("no heartbeat, Kafka does not answer: %s", e.getMessage());
                    silent = true;
                }
            }
            Thread.sleep(1000 - System.currentTimeMillis() % 1000);
        }
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().printf(format + "%n", values);
        spec.commandLine().getOut().flush();
    }
}
