package dev.exodus.bench.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunnelScoreTest {
    private static final Scenario SCENARIO = Scenario.shipped("2014-02-22-whatsapp");

    @Test
    void anOverrunGatewaySuppressesWhatIsEstimatedAndRawRequestsOverstateIt() {
        Trial trial = Evening.play(SCENARIO, "telegram", 45, 1, .02);
        assertThat(trial.truth()).isGreaterThan(20_000);
        assertThat(trial.suppressed().registrations() / trial.truth()).isBetween(.95, 1.05);
        assertThat(trial.ofRawRequests().registrations() / trial.truth()).isGreaterThan(1.5);
        assertThat(trial.littlesWait() / trial.measuredWait()).isBetween(.95, 1.05);
        assertThat(trial.worstBacklog()).isGreaterThan(100);
    }

    @Test
    void aGatewayThatKeepsUpSuppressesNothing() {
        Trial trial = Evening.play(SCENARIO, "telegram", 200, 1, .02);
        assertThat(trial.truth()).isLessThan(3);
        assertThat(trial.suppressed().registrations()).isBetween(-3., 3.);
        assertThat(trial.measuredWait()).isLessThan(10);
    }

    @Test
    void oneSeedIsOneEvening() {
        assertThat(Evening.play(SCENARIO, "telegram", 60, 7, .005))
                .isEqualTo(Evening.play(SCENARIO, "telegram", 60, 7, .005))
                .isNotEqualTo(Evening.play(SCENARIO, "telegram", 60, 8, .005));
    }

    @Test
    void everyGoalCanBeMissed() {
        assertThat(score(.01, .95, .01).met()).isTrue();
        assertThat(score(.06, .95, .01).met()).as("error").isFalse();
        assertThat(score(.01, .91, .01).met()).as("intervals too narrow").isFalse();
        assertThat(score(.01, .99, .01).met()).as("intervals too wide").isFalse();
        assertThat(score(.01, .95, .06).met()).as("Little's wait").isFalse();
    }

    private static FunnelScore score(double error, double coverage, double little) {
        List<Gateway> gateways = new ArrayList<>();
        gateways.add(new Gateway(200, 10, 0, 0, 0, 0, 1, 30, 6, .001));
        gateways.add(new Gateway(30, 10, 500, 501, error, .9, coverage, 9_000, 100, little));
        return FunnelScore.of(gateways);
    }
}
