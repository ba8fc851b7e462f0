package dev.exodus.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final AdmissionRule RULE = new AdmissionRule(600_000, 5_000, 5_000);
    private static final long T = 1_393_093_800_000L;

    @Test
    void anEventIsLateOnlyBeyondLatenessAndOutOfOrderness() {
        assertThat(RULE.isLate(T - 605_000, T)).isFalse();
        assertThat(RULE.isLate(T - 605_001, T)).isTrue();
    }

    @Test
    void theClockNeverGoesBack() {
        PartitionClock clock = new PartitionClock();
        clock.event(T, RULE);
        clock.event(T - 4_000, RULE);
        assertThat(clock.clock()).isEqualTo(T);
    }

    @Test
    void anOffsetCountsOnce() {
        PartitionClock clock = new PartitionClock(7, T, T);
        assertThat(clock.read(6)).isFalse();
        assertThat(clock.read(7)).isTrue();
        assertThat(clock.read(7)).isFalse();
        assertThat(clock.nextOffset()).isEqualTo(8);
    }

    @Test
    void nothingIsCoveredBeforeTheFirstHeartbeat() {
        PartitionClock clock = new PartitionClock();
        assertThat(clock.event(T - 480_000, RULE)).isNull();
        assertThat(clock.event(T - 1, RULE)).isNull();
        assertThat(clock.heartbeat(T + 1, RULE)).isEqualTo(Gap.before(T / 1000 + 1));
        assertThat(clock.heartbeat(T + 1_001, RULE)).as("told once").isNull();
        assertThat(new PartitionClock().heartbeat(T, RULE))
                .as("a second that begins with a heartbeat is covered")
                .isEqualTo(Gap.before(T / 1000));
    }

    @Test
    void aJumpLeavesTheSecondsBetweenUncovered() {
        PartitionClock clock = new PartitionClock();
        clock.heartbeat(T + 300, RULE);
        assertThat(clock.event(T + 5_300, RULE)).as("five seconds apart are covered").isNull();
        assertThat(clock.event(T + 10_301, RULE)).isEqualTo(new Gap(T / 1000 + 6, T / 1000 + 10));
        assertThat(clock.heartbeat(T + 16_000, RULE))
                .isEqualTo(new Gap(T / 1000 + 11, T / 1000 + 16));
    }

    /** The first events of a partition that was just added may be old, and it was not silent. */
    @Test
    void aPartitionSpeaksForCoverageFromItsFirstHeartbeat() {
        PartitionClock clock = new PartitionClock();
        clock.event(T - 300_000, RULE);
        assertThat(clock.event(T - 40_000, RULE)).isNull();
        assertThat(clock.heartbeat(T, RULE)).isEqualTo(Gap.before(T / 1000));
        assertThat(clock.event(T + 10_000, RULE)).isEqualTo(new Gap(T / 1000 + 1, T / 1000 + 10));
    }

    @Test
    void withoutHeartbeatsItSpeaksWhenItsFirstEventWouldBeLate() {
        PartitionClock clock = new PartitionClock();
        clock.event(T, RULE);
        assertThat(clock.event(T + 604_000, RULE)).isNull();
        assertThat(clock.event(T + 610_000, RULE))
                .as("not from 605 s on, of the jump nothing is known")
                .isEqualTo(Gap.before(T / 1000 + 610));
        assertThat(clock.event(T + 616_000, RULE))
                .isEqualTo(new Gap(T / 1000 + 611, T / 1000 + 616));
    }

    @Test
    void aPartitionWithARecordOlderThanItsFirstHeartbeatStillSpeaks() {
        PartitionClock clock = new PartitionClock();
        clock.heartbeat(T, RULE);
        clock.event(T - 300_000, RULE);
        assertThat(clock.heartbeat(T + 7_000, RULE)).isEqualTo(new Gap(T / 1000 + 1, T / 1000 + 7));
    }

    @Test
    void coverIsWhatNoGapTouches() {
        long minute = T / 60_000;
        long start = minute * 60;
        Coverage coverage =
                Coverage.without(Map.of(start + 10, start + 20, start + 15, start + 25).entrySet());
        assertThat(coverage.covers(start + 9)).isTrue();
        assertThat(coverage.covers(start + 10)).isFalse();
        assertThat(coverage.covers(start + 24)).isFalse();
        assertThat(coverage.covers(start + 25)).isTrue();
        assertThat(coverage.coveredSeconds(minute)).isEqualTo(45);
        assertThat(coverage.coveredSeconds(minute + 1)).isEqualTo(60);
    }

    @Test
    void nothingBeforeTheBeginningIsCovered() {
        Gap beginning = Gap.before(T / 1000);
        Coverage coverage = Coverage.without(Map.of(beginning.from(), beginning.to()).entrySet());
        assertThat(coverage.covers(T / 1000 - 1)).isFalse();
        assertThat(coverage.covers(T / 1000)).isTrue();
        assertThat(coverage.coveredSeconds(T / 60_000 - 1)).isZero();
        assertThat(coverage.coveredSeconds(T / 60_000)).isEqualTo(60);
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> new AdmissionRule(-1, 0, 1000)).hasMessageContaining("lateness");
        assertThatThrownBy(() -> new AdmissionRule(0, -1, 1000)).hasMessageContaining("order");
        assertThatThrownBy(() -> new AdmissionRule(0, 0, 999)).hasMessageContaining("gap-after");
        assertThatThrownBy(() -> new Gap(5, 5)).hasMessageContaining("from < to");
    }
}
