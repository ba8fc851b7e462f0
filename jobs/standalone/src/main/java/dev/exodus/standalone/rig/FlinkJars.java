package dev.exodus.standalone.rig;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars that would lie in {@code lib/} of a Flink distribution, found on this process's class
 * path, and the jar with the jobs, which the cluster gets from the client.
 */
final class FlinkJars {
    /** What comes with the jobs and not with a cluster. */
    private static final List<String> WITH_THE_JOBS =
            List.of("flink-connector-kafka-", "flink-parquet-", "flink-hadoop-fs-");

    /** What Flink's own jars need. */
    private static final List<String> NEEDED =
            List.of(
                    "async-profiler-",
                    "commons-cli-",
                    "commons-collections-",
                    "commons-compress-",
                    "commons-io-",
                    "commons-lang3-",
                    "commons-math3-",
                    "commons-text-",
                    "javassist-",
                    "jsr305-",
                    "kryo-",
                    "log4j-",
                    "lz4-java-",
                    "minlog-",
                    "objenesis-",
                    "reflectasm-",
                    "slf4j-api-",
                    "snakeyaml-engine-",
                    "snappy-java-",
                    "xz-",
                    "zstd-jni-");

    private FlinkJars() {}

    /** Class path of the cluster's processes and of the command-line client. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(FlinkJars::ofTheCluster)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean ofTheCluster(String entry) {
        String jar = Path.of(entry).getFileName().toString();
        boolean flink =
                entry.replace(File.separatorChar, '/').contains("/org/apache/flink/")
                        && WITH_THE_JOBS.stream().noneMatch(jar::startsWith);
        return flink || NEEDED.stream().anyMatch(jar::startsWith);
    }

    /**
     * The shaded jar of the jobs in a checkout.
     *
     * @throws IOException if it has not been built
     */
    static Path ofTheJobs(Path checkout) throws IOException {
        Path target = checkout.resolve("jobs/flink/target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                List<Path> jars =
                        files.filter(file -> file.toString().endsWith("-jobs.jar")).toList();
                if (jars.size() == 1) {
                    return jars.get(0);
                }
            }
        }
        throw new IOException("there is no jar with the jobs in " + target + ": run mvn package");
    }
}
