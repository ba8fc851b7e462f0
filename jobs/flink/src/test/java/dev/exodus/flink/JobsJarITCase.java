package dev.exodus.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar that is submitted to a cluster. */
class JobsJarITCase {
    private static final Path JAR = Path.of("target/flink-0.1.0-jobs.jar");

    @Test
    void holdsTheJobsAndTheirConnectorsButNeitherFlinkNorLogging() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> entries = jar.stream().map(ZipEntry::getName).toList();
            assertThat(entries)
                    .contains(
                            "dev/exodus/flink/rates/RatesJob.class",
                            "dev/exodus/flink/funnel/SmsFunnelJob.class",
                            "dev/exodus/flink/store/StoreJob.class",
                            "org/apache/flink/connector/kafka/source/KafkaSource.class",
                            "org/apache/kafka/clients/producer/KafkaProducer.class",
                            "org/apache/parquet/avro/AvroParquetWriter.class",
                            "org/postgresql/Driver.class",
                            "META-INF/services/java.sql.Driver",
                            "exodus/tables/registrations_1s.avsc")
                    .doesNotContain(
                            "org/apache/flink/streaming/api/datastream/DataStream.class",
                            "org/apache/flink/connector/file/sink/FileSink.class",
                            "org/slf4j/Logger.class")
                    .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                    .noneMatch(name -> name.startsWith("org/apache/logging/log4j/"));
        }
    }

    @Test
    void itsMainsAreThere() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, getClass().getClassLoader())) {
            for (String job :
                    List.of(
                            "rates.RatesJob",
                            "outages.OutagesJob",
                            "funnel.SmsFunnelJob",
                            "migration.MigrationJob",
                            "store.StoreJob")) {
                assertThat(
                                loader.loadClass("dev.exodus.flink." + job)
                                        .getMethod("main", String[].class))
                        .isNotNull();
            }
        }
    }
}
