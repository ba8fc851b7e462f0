package dev.exodus.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.standalone.folder.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class OutageBenchITCase {
    /** It fails by itself if an outage is not known. How soon it was is not judged. */
    @Test
    void everySilenceBecomesAnOutage(@TempDir Path folder) throws Exception {
        LatencySettings settings =
                new LatencySettings(
                        50,
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200));

        OutageReport report = new OutageBench(new DataFolder(folder), settings, 3).run();

        assertThat(report.outages()).isEqualTo(3);
        assertThat(report.p50Ms())
                .as("no second is judged before its watermark")
                .isGreaterThanOrEqualTo(2_000);
    }
}
