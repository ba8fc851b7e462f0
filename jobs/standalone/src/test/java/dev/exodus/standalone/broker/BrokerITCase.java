package dev.exodus.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerITCase {
    @TempDir private Path folder;

    @Test
    void diesWhenItsStandardInputEnds() throws Exception {
        ProcessHandle process;
        try (Broker broker = Broker.start(folder, Map.of())) {
            process = broker.process();
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void keepsItsTopicsOverARestart() throws Exception {
        try (Broker broker = Broker.start(folder, Map.of());
                Admin admin = admin(broker)) {
            admin.createTopics(java.util.List.of(new NewTopic("kept", 1, (short) 1))).all().get();
        }
        try (Broker broker = Broker.start(folder, Map.of());
                Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
        }
    }

    @Test
    void twoRunSideBySide(@TempDir Path other) throws Exception {
        try (Broker first = Broker.start(folder, Map.of());
                Broker second = Broker.start(other, Map.of())) {
            assertThat(first.bootstrapServers()).isNotEqualTo(second.bootstrapServers());
        }
    }

    private static Admin admin(Broker broker) {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        (Object) broker.bootstrapServers()));
    }
}
