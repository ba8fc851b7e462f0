package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.Sms;
import dev.exodus.schemas.facts.SmsFunnel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final long T = 1_393_097_400_000L;
    private static final long GAP = 30 * 60_000;
    private static final Segment SPAIN = new Segment("telegram", "ES", "ES-mobile-1");

    private final Attempt attempt = new Attempt();
    private final List<CohortChange> changes = new ArrayList<>();

    @Test
    void theCountsAreInTheOrderOfTheStatuses() {
        for (Sms.Status status : Sms.Status.values()) {
            assertThat(Count.valueOf(status.name()).ordinal()).isEqualTo(status.ordinal());
        }
    }

    @Test
    void anAttemptGoesItsWayThroughTheFunnel() {
        request(T);
        step(Count.SENT, T + 1_000);
        step(Count.DELIVERED, T + 5_000);
        step(Count.VERIFIED, T + 20_000);
        SmsFunnel row = row(T);
        assertThat(row.requested()).isEqualTo(1);
        assertThat(row.sent()).isEqualTo(1);
        assertThat(row.delivered()).isEqualTo(1);
        assertThat(row.verified()).isEqualTo(1);
        assertThat(row.deliverP50Ms()).isCloseTo(5_000L, offset(50));
        assertThat(row.verifyP95Ms()).isCloseTo(20_000L, offset(200));
        assertThat(row.revision()).isEqualTo(4);
        assertThat(conclude()).isEqualTo(new AttemptEnd(true, false, 0));
    }

    @Test
    void aRepeatedStepChangesNothing() {
        request(T);
        step(Count.SENT, T + 1_000);
        changes.clear();
        assertThat(step(Count.SENT, T + 1_000)).isEqualTo(Observed.KNOWN);
        assertThat(request(T)).isEqualTo(Observed.KNOWN);
        assertThat(changes).isEmpty();
    }

    @Test
    void theFirstTimeOfAStepCountsWhicheverComesFirst() {
        request(T);
        step(Count.DELIVERED, T + 9_000);
        step(Count.DELIVERED, T + 4_000);
        assertThat(row(T).delivered()).isEqualTo(1);
        assertThat(row(T).deliverP95Ms()).isCloseTo(4_000L, offset(40));
        assertThat(row(T).revision()).isEqualTo(3);
    }

    @Test
    void stepsBeforeTheRequestCountOnceItIsKnown() {
        step(Count.DELIVERED, T + 5_000);
        assertThat(changes).isEmpty();
        assertThat(request(T)).isEqualTo(Observed.OUT_OF_ORDER);
        assertThat(row(T).delivered()).isEqualTo(1);
        assertThat(row(T).revision()).isEqualTo(2);
    }

    @Test
    void anEarlierRequestMovesTheAttemptAndBothRowsGrowInRevision() {
        request(T);
        step(Count.SENT, T + 1_000);
        long before = row(T).revision();
        request(T - 60_000);
        assertThat(row(T).requested()).isZero();
        assertThat(row(T).sent()).isZero();
        assertThat(row(T).revision()).isGreaterThan(before);
        assertThat(row(T - 60_000).requested()).isEqualTo(1);
        assertThat(row(T - 60_000).sent()).isEqualTo(1);
    }

    @Test
    void withoutAnOutcomeItExpiresWhenTheGapIsOver() {
        request(T);
        step(Count.DELIVERED, T + 5_000);
        assertThat(attempt.end(GAP)).isEqualTo(T + GAP);
        assertThat(conclude()).isEqualTo(new AttemptEnd(true, true, 1));
        assertThat(row(T).expired()).isEqualTo(1);
        assertThat(row(T).revision()).isEqualTo(3);
    }

    @Test
    void whatComesAfterTheGapDoesNotCount() {
        request(T);
        step(Count.VERIFIED, T + GAP);
        assertThat(row(T).verified()).isZero();
        assertThat(conclude().expired()).isTrue();
    }

    @Test
    void stepsWithoutARequestAreAnOrphan() {
        step(Count.SENT, T);
        assertThat(conclude()).isEqualTo(new AttemptEnd(false, false, 0));
        assertThat(changes).isEmpty();
    }

    @Test
    void stepsThatMustHaveBeenAreMissed() {
        request(T);
        step(Count.VERIFIED, T + 20_000);
        assertThat(conclude().missingSteps()).isEqualTo(2);
    }

    @Test
    void aFloodOfOneAttemptIsRefused() {
        for (int i = 0; i < Attempt.MOST; i++) {
            assertThat(step(Count.SENT, T + i)).isEqualTo(Observed.IN_ORDER);
        }
        assertThat(step(Count.SENT, T + 99)).isEqualTo(Observed.REFUSED);
    }

    @Test
    void itsStateSurvivesWritingAndIsSmall() throws IOException {
        request(T);
        step(Count.SENT, T + 1_000);
        step(Count.DELIVERED, T + 5_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attempt.write(new DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThan(100);
        Attempt read =
                Attempt.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        List<CohortChange> after = new ArrayList<>();
        read.step(Count.VERIFIED.ordinal(), T + 20_000, GAP, after::add);
        changes.clear();
        step(Count.VERIFIED, T + 20_000);
        assertThat(after).isEqualTo(changes).hasSize(1);
    }

    private Observed request(long time) {
        return attempt.request(new Request(SPAIN, time, 1), GAP, changes::add);
    }

    private Observed step(Count status, long time) {
        return attempt.step(status.ordinal(), time, GAP, changes::add);
    }

    private AttemptEnd conclude() {
        return attempt.conclude(GAP, changes::add);
    }

    private SmsFunnel row(long time) {
        return Cohorts.of(changes).row(time, "*", "*");
    }

    private static Offset<Long> offset(long by) {
        return Offset.offset(by);
    }
}
