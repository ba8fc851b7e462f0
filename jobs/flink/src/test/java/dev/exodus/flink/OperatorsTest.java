package dev.exodus.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.funnel.SmsFunnelJob;
import dev.exodus.flink.migration.Identities;
import dev.exodus.flink.migration.MigrationJob;
import dev.exodus.flink.migration.MigrationOptions;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.KafkaOptions;
import dev.exodus.flink.outages.OutagesJob;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.flink.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * Every operator has a name and a uid for ever: a savepoint finds its state by it. The list is
 * committed; change it only with a line on state compatibility in the CHANGELOG.
 *
 * <p>To write it anew: {@code mvn test -pl jobs/flink -am -Dtest=OperatorsTest -Dexodus.update=true
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class OperatorsTest {
    private static final Path LIST = Path.of("src/test/resources/operators.txt");
    private static final Path CHANGELOG = Path.of("../../CHANGELOG.md");

    @Test
    void everyOperatorHasTheUidThatIsCommitted() throws IOException {
        Configuration options = new Configuration();
        options.set(KafkaOptions.BOOTSTRAP_SERVERS, "localhost:9092");
        options.set(RatesOptions.LAKE, "/tmp/lake");
        options.set(FunnelOptions.SECRET_FILE, "/run/secrets/pseudonyms");
        options.set(MigrationOptions.IDENTITIES, Identities.SHARED);
        options.set(StoreOptions.URL, "jdbc:postgresql://localhost/exodus");
        TreeSet<String> operators = new TreeSet<>();
        operators.addAll(operators("rates", options, RatesJob::define));
        operators.addAll(operators("funnel", options, SmsFunnelJob::define));
        operators.addAll(operators("outages", options, OutagesJob::define));
        operators.addAll(operators("migration", options, MigrationJob::define));
        operators.addAll(operators("store", options, StoreJob::define));
        if (Boolean.getBoolean("exodus.update")) {
            Files.write(LIST, operators);
        }
        List<String> committed = Files.readAllLines(LIST);
        assertThat(operators).containsExactlyElementsOf(committed);
        assertThat(operators)
                .allMatch(
                        line ->
                                line.matches(
                                        "(rates|funnel|outages|migration|store) [a-z0-9-]+ = .+"));
    }

    /** So a changed list demands a line in the CHANGELOG: its digest stands there. */
    @Test
    void theChangelogSaysWhatBecomesOfSavepointsOfThisList() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(LIST));
        String expected = "(operators " + HexFormat.of().formatHex(digest).substring(0, 8) + ")";
        String newest =
                Files.readAllLines(CHANGELOG).stream()
                        .filter(line -> line.startsWith("State compatibility: "))
                        .findFirst()
                        .orElse("");
        assertThat(newest)
                .as("say there what becomes of savepoints made with the old list, and " + expected)
                .contains(expected);
    }

    private static TreeSet<String> operators(
            String job, Configuration options, JobMain.Definition definition) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobMain.flink(options));
        definition.define(env, options);
        TreeSet<String> operators = new TreeSet<>();
        for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
            if (node.getOperatorName().endsWith(": Committer")) {
                continue; // named by Flink after its sink
            }
            assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
            operators.add(job + " " + node.getTransformationUID() + " = " + node.getOperatorName());
        }
        return operators;
    }
}
