package dev.exodus.dashboards.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacrosTest {
    private static final TimeRange EVENING =
            new TimeRange(
                    Instant.parse("2014-02-22T18:00:00Z"),
                    Instant.parse("2014-02-22T20:00:00.5Z"),
                    Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    $__time(t)                   | t AS "time"
                    $__timeFilter(t)             | t BETWEEN '2014-02-22T18:00:00Z' AND '2014-02-22T20:00:00.500Z'
                    $__timeFrom()                | '2014-02-22T18:00:00Z'
                    $__timeTo()::timestamptz     | '2014-02-22T20:00:00.500Z'::timestamptz
                    $__timeGroup(t,'5m')         | floor(extract(epoch from t)/300)*300
                    $__timeGroup(t, $__interval) | floor(extract(epoch from t)/30)*30
                    $__timeGroupAlias(t,'1h')    | floor(extract(epoch from t)/3600)*3600 AS "time"
                    $__unixEpochFilter(e)        | e >= 1393092000 AND e <= 1393099200
                    $__unixEpochGroup(e,'1d')    | floor(e/86400)*86400
                    $__interval_ms < 60000       | 30000 < 60000
                    '$__interval'                | '30s'
                    $__unixEpochFrom()           | 1393092000
                    """)
    void aMacroBecomesWhatGrafanaMakesOfIt(String macro, String expanded) {
        assertThat(Macros.expand(macro, EVENING)).isEqualTo(expanded);
    }

    @Test
    void anUnknownMacroIsAnError() {
        assertThatThrownBy(() -> Macros.expand("$__timeGrope(t)", EVENING))
                .hasMessage("unknown macro $__timeGrope");
    }

    @Test
    void aMacroWithoutItsColumnOrIntervalIsAnError() {
        assertThatThrownBy(() -> Macros.expand("$__timeFilter()", EVENING))
                .hasMessageContaining("needs a column");
        assertThatThrownBy(() -> Macros.expand("$__timeGroup(t)", EVENING))
                .hasMessageContaining("needs a column and an interval");
        assertThatThrownBy(() -> Macros.expand("$__timeGroup(t,'soon')", EVENING))
                .hasMessageContaining("no interval: soon");
    }

    @Test
    void anArgumentEndsAtTheFirstParenthesisAsInGrafana() {
        assertThat(Macros.expand("$__time(date(t))", EVENING)).isEqualTo("date(t AS \"time\")");
    }

    @Property
    void textWithoutMacrosIsLeftAlone(@ForAll @AlphaChars @StringLength(max = 40) String text) {
        assertThat(Macros.expand(text, EVENING)).isEqualTo(text);
    }

    @Property
    void anIntervalIsEnoughForThePointsAndRound(
            @ForAll @LongRange(min = 1, max = 100_000_000) long seconds,
            @ForAll @IntRange(min = 1, max = 1500) int points) {
        Instant from = Instant.parse("2014-02-22T18:00:00Z");
        TimeRange range = TimeRange.of(from, from.plusSeconds(seconds), points);
        long step = range.interval().toSeconds();
        assertThat((seconds + step - 1) / step).isLessThanOrEqualTo(points);
        assertThat(86400 % step == 0 || step % 86400 == 0).isTrue();
    }
}
