package dev.exodus.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.standalone.cluster.OneMinute;
import dev.exodus.standalone.folder.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run with a job that waits for something which is made beside it. */
@Timeout(240)
class RunITCase {
    @TempDir private Path root;

    private final CompletableFuture<String> broker = new CompletableFuture<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @Test
    void jobsThatStartFromNothingRunMeanwhileAndWhatCannotBeMadeEndsThemAll() {
        DataFolder folder = new DataFolder(root);
        LaterJobs later =
                new LaterJobs(this::failWhenRatesAreThere, List.of(RunJob.outages(folder)));
        List<RunJob> first = List.of(RunJob.rates(folder, new Configuration()));
        Run run = new Run(folder, false, first, later, () -> {});

        assertThatThrownBy(() -> run.play((servers, backlog) -> sendWithoutEnd(servers)))
                .isInstanceOf(IOException.class)
                .hasMessage("nothing to learn from");

        assertThat(interrupted).isTrue();
        assertThat(ProcessHandle.current().descendants().filter(RunITCase::isBroker)).isEmpty();
    }

    private void failWhenRatesAreThere() throws Exception {
        try (Admin admin = Admin.create(kafka(broker.get()))) {
            while (OneMinute.facts(admin) == 0) {
                Thread.sleep(200);
            }
        }
        throw new IOException("nothing to learn from");
    }

    private Void sendWithoutEnd(String servers) throws InterruptedException {
        OneMinute.send(kafka(servers));
        broker.complete(servers);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
        return null;
    }

    private static Map<String, Object> kafka(String servers) {
        return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    }

    private static boolean isBroker(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("BrokerMain");
    }
}
