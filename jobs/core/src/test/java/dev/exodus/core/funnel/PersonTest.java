package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.facts.SmsFunnel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final long GAP = 30 * MINUTE;
    private static final Segment SPAIN = new Segment("telegram", "ES", "ES-mobile-1");

    private final Person person = new Person();
    private final List<CohortChange> changes = new ArrayList<>();

    @Test
    void theFirstRequestIsAPersonAndTheSecondARetry() {
        request(T, 1);
        request(T + 2 * MINUTE, 2);
        assertThat(row(T).uniqueRequesters()).isEqualTo(1);
        assertThat(row(T + 2 * MINUTE).uniqueRequesters()).isZero();
        assertThat(row(T + 2 * MINUTE).retries()).isEqualTo(1);
    }

    @Test
    void aSessionEndsWhenThePersonWasSilentForTheGap() {
        request(T, 1);
        request(T + GAP - 1, 2);
        request(T + 2 * GAP - 1, 3);
        assertThat(row(T + GAP - 1).retries()).isEqualTo(1);
        assertThat(row(T + 2 * GAP - 1).uniqueRequesters()).isEqualTo(1);
    }

    @Test
    void anEarlierRequestThatComesLaterMakesTheKnownOneARetry() {
        request(T, 2);
        long before = row(T).revision();
        assertThat(request(T - MINUTE, 1)).isEqualTo(Observed.OUT_OF_ORDER);
        assertThat(row(T).uniqueRequesters()).isZero();
        assertThat(row(T).retries()).isEqualTo(1);
        assertThat(row(T).revision()).isGreaterThan(before);
        assertThat(row(T - MINUTE).uniqueRequesters()).isEqualTo(1);
    }

    @Test
    void aRepeatedRequestChangesNothing() {
        request(T, 1);
        changes.clear();
        assertThat(request(T, 1)).isEqualTo(Observed.KNOWN);
        assertThat(changes).isEmpty();
    }

    @Test
    void oneAttemptRequestedTwiceIsOneRequest() {
        request(T, 1);
        request(T + MINUTE, 1);
        assertThat(row(T).uniqueRequesters()).isEqualTo(1);
        assertThat(row(T + MINUTE).retries()).isZero();
    }

    @Test
    void aRequestCountedUnderAnotherPseudonymOnlyMakesLaterOnesRetries() {
        person.request(new Request(SPAIN, T, 1), 1, false, GAP, changes::add);
        assertThat(changes).isEmpty();
        request(T + MINUTE, 2);
        assertThat(row(T + MINUTE).retries()).isEqualTo(1);
        assertThat(row(T + MINUTE).uniqueRequesters()).isZero();
    }

    @Test
    void whatIsForgottenLeavesNoState() {
        request(T, 1);
        request(T + MINUTE, 2);
        person.forget(T + MINUTE);
        assertThat(person.earliest()).isEqualTo(T + MINUTE);
        person.forget(T + MINUTE + 1);
        assertThat(person.isEmpty()).isTrue();
    }

    private Observed request(long time, long attempt) {
        return person.request(new Request(SPAIN, time, 1), attempt, true, GAP, changes::add);
    }

    private SmsFunnel row(long time) {
        return Cohorts.of(changes).row(time, "ES", "ES-mobile-1");
    }
}
