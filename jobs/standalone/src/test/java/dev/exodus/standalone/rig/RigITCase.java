package dev.exodus.standalone.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.standalone.folder.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Separate processes under load, killed. How long recoveries take is printed, not asserted: that is
 * for {@code ./exodus rig faults}.
 */
class RigITCase {
    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir private Path folder;

    /** Late events come all the time: the kill falls between two revisions of many rows. */
    @Test
    @Timeout(600)
    void everyRowIsExactAfterAKilledTaskManagerAndAMinuteWithoutPostgres() throws Exception {
        Verdict verdict = verdict(List.of(Fault.TASK_MANAGER, Fault.POSTGRES_AWAY));

        assertThat(verdict.rows().late()).as("events beyond the lateness").isPositive();
        assertExact(verdict);
    }

    @Test
    @Tag("faults")
    @Timeout(900)
    void everyRowIsExactAfterTheOtherFaults() throws Exception {
        assertExact(
                verdict(
                        List.of(
                                Fault.BOTH_TASK_MANAGERS,
                                Fault.JOB_MANAGER,
                                Fault.JOB_MANAGER_WHILE_RESTARTING,
                                Fault.BROKER,
                                Fault.POSTGRES,
                                Fault.POISON,
                                Fault.UNREADABLE_CHECKPOINT,
                                Fault.MORE_PARTITIONS,
                                Fault.RESCALE)));
    }

    private Verdict verdict(List<Fault> faults) throws Exception {
        PrintWriter out = new PrintWriter(System.out, true);
        return new Faults(new DataFolder(folder), CHECKOUT, .2, 1, out)
                .run(faults, List.of(Moment.DURING_SNAPSHOT))
                .verdict();
    }

    private static void assertExact(Verdict verdict) {
        assertThat(verdict.acknowledged()).as("acknowledged").isEqualTo(verdict.sent());
        assertThat(verdict.lost()).as("acknowledged, but not in the topics").isZero();
        assertThat(verdict.repeated()).as("twice in the topics").isZero();
        assertThat(verdict.rows().differences()).isEmpty();
        assertThat(verdict.duplicated()).as("twice in the lake").isEmpty();
        assertThat(verdict.met()).isTrue();
    }
}
