package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FunnelSettingsTest {
    private static final long MINUTE = 60_000;
    private static final FunnelSettings SETTINGS =
            new FunnelSettings(30 * MINUTE, 10 * MINUTE, 600, 1);

    @Test
    void rowsAreDueWhenTheMinuteIsOverThenThinnerUntilTheySettle() {
        assertThat(SETTINGS.due(100, 0)).isEqualTo(101 * MINUTE);
        assertThat(SETTINGS.due(100, 101 * MINUTE)).isEqualTo(103 * MINUTE);
        assertThat(SETTINGS.due(100, 103 * MINUTE)).isEqualTo(111 * MINUTE);
        assertThat(SETTINGS.due(100, 111 * MINUTE)).isEqualTo(141 * MINUTE);
        assertThat(SETTINGS.settles(100)).isEqualTo(141 * MINUTE);
        assertThat(SETTINGS.withCarriers(100, 103 * MINUTE)).isFalse();
        assertThat(SETTINGS.withCarriers(100, 111 * MINUTE)).isTrue();
    }

    @Test
    void nothingIsDueBehindTheSettling() {
        FunnelSettings brief = new FunnelSettings(MINUTE, 0, Long.MIN_VALUE, 1);
        assertThat(brief.due(100, 101 * MINUTE)).isEqualTo(102 * MINUTE);
    }

    @Test
    void minutesBeforeTheStartAreNotCovered() {
        assertThat(SETTINGS.covers(9)).isFalse();
        assertThat(SETTINGS.covers(10)).isTrue();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new FunnelSettings(0, 0, 0, 1)).hasMessageContaining("gap");
        assertThatThrownBy(() -> new FunnelSettings(1, -1, 0, 1)).hasMessageContaining("lateness");
        assertThatThrownBy(() -> new FunnelSettings(1, 0, 0, 0)).hasMessageContaining("generation");
    }
}
