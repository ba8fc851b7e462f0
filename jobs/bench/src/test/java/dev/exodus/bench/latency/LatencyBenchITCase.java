package dev.exodus.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.standalone.folder.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LatencyBenchITCase {
    /** It fails by itself if an event is missing in PostgreSQL. How long it took is not judged. */
    @Test
    void everySecondBecomesARow(@TempDir Path folder) throws Exception {
        LatencySettings settings =
                new LatencySettings(
                        100,
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200));

        LatencyReport report = new LatencyBench(new DataFolder(folder), settings).run();

        assertThat(report.seconds()).isEqualTo(3);
        assertThat(report.p99Ms()).isGreaterThanOrEqualTo(1_000);
        assertThat(report.stateBytes()).isPositive();
    }
}
