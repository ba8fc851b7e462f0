package dev.exodus.simulator.answer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultSharesTest {
    @Test
    void namesEveryShareThatIsTooSmall() {
        assertThatThrownBy(() -> FaultShares.of("sms", ledger(1_000_000, 1)).require())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "too few faults were simulated:"
                                + " sms late within the lateness 0.000 % instead of 2.0 %,"
                                + " sms late beyond it 0.000 % instead of 0.1 %,"
                                + " sms duplicate 0.000 % instead of 1.0 %,"
                                + " sms malformed 0.000 % instead of 0.1 %");
    }

    @Test
    void demandsNothingOfAShortRun() {
        assertThatCode(() -> FaultShares.of("sms", ledger(199_000, 0)).require())
                .doesNotThrowAnyException();
    }

    @Test
    void isContentWithEnough() {
        assertThatCode(() -> FaultShares.of("sms", ledger(1_000_000, 30_000)).require())
                .doesNotThrowAnyException();
    }

    private static Summary.Ledger ledger(long counted, long faulty) {
        return new Summary.Ledger(
                counted + 3 * faulty, counted, faulty, faulty, faulty, 0, faulty, Map.of());
    }
}
