package dev.exodus.bench.rates;

import dev.exodus.standalone.broker.Broker;
import dev.exodus.standalone.producer.EventProducer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Drains pre-loaded topics with all variants in turn, A B A B, each in a process of its own that is
 * warm.
 */
final class RatesBench {
    /** After one the compiler still took a quarter of the CPU, after two up to a ninth. */
    private static final int WARM_UPS = 3;

    private final Path folder;
    private final DataSets sets;
    private final Set<Variant> variants;
    private final int rounds;
    private final Consumer<String> progress;
    private final Map<String, Counted> truth = new TreeMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> differing = new ArrayList<>();

    /**
     * @param folder for the broker and what the variants write
     * @param events in the main data set
     * @param variants to be measured
     * @param rounds measured, after those that warm up
     * @param progress told about every step
     */
    RatesBench(
            Path folder,
            long events,
            Collection<Variant> variants,
            int rounds,
            Consumer<String> progress) {
        this.folder = folder;
        this.sets = DataSets.of(events);
        this.variants = EnumSet.copyOf(variants);
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param judged whether the runs are long enough to judge gates by
     */
    RatesReport run(boolean judged) throws IOException, InterruptedException, ExecutionException {
        progress.accept("starting a broker");
        try (Broker broker = Broker.start(folder.resolve("broker"), Map.of())) {
            load(broker.bootstrapServers());
            for (Variant.Group group : Variant.Group.values()) {
                List<Variant> members = variants.stream().filter(v -> v.group() == group).toList();
                measure(members, broker);
            }
        }
        List<GateResult> gates =
                Gate.ALL.stream().flatMap(gate -> GateResult.of(gate, runs).stream()).toList();
        return new RatesReport(judged, versions(), truth, runs, differing, gates);
    }

    private void load(String bootstrapServers)
            throws IOException, InterruptedException, ExecutionException {
        List<DataSet> needed = variants.stream().map(v -> v.data(sets)).distinct().toList();
        Map<String, Object> client =
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            // The events are of the past: without it Kafka would delete them at the first check.
            Map<String, String> settings = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
            admin.createTopics(
                            needed.stream()
                                    .map(
                                            data ->
                                                    new NewTopic(
                                                                    data.topic(),
                                                                    DataSet.PARTITIONS,
                                                                    (short) 1)
                                                            .configs(settings))
                                    .toList())
                    .all()
                    .get();
        }
        for (DataSet data : needed) {
            progress.accept(
                    String.format(
                            Locale.ROOT,
                            "loading %,d events into %s",
                            data.records(),
                            data.topic()));
            try (EventProducer producer =
                    new EventProducer(
                            Map.of(
                                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                    bootstrapServers))) {
                truth.put(data.topic(), Load.write(data, producer));
            }
        }
    }

    private void measure(List<Variant> members, Broker broker) throws IOException {
        List<WarmJvm> processes = new ArrayList<>();
        try {
            for (Variant variant : members) {
                processes.add(
                        WarmJvm.start(
                                variant, variant.data(sets), broker.bootstrapServers(), folder));
            }
            for (int round = 1 - WARM_UPS; round <= rounds; round++) {
                for (WarmJvm process : processes) {
                    if (round <= process.variant().rounds(rounds)) {
                        measure(process, round, broker.process());
                    }
                }
            }
        } finally {
            for (WarmJvm process : processes) {
                process.close();
            }
        }
    }

    /** Rounds before the first are for the compiler: they must count right, but are no runs. */
    private void measure(WarmJvm process, int round, ProcessHandle broker) throws IOException {
        Variant variant = process.variant();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        double before = cpuSeconds(broker);
        Measured measured = process.drain();
        Run run = Run.of(variant, round, measured, cpuSeconds(broker) - before, load);
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "%s: %s, %.1f s, CPU %.0f ns per event",
                        round < 1 ? "warm-up" : "round " + round + " of " + rounds,
                        variant.title(),
                        run.wallSeconds(),
                        run.cpuNanosPerEvent()));
        if (!measured.counted().equals(truth.get(variant.data(sets).topic()))) {
            differing.add(run);
        }
        if (round > 0) {
            runs.add(run);
        }
    }

    private static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.vm.version"));
        versions.put("flink", EnvironmentInformation.getVersion());
        versions.put("kafka", AppInfoParser.getVersion());
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        versions.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return versions;
    }
}
