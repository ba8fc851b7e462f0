package dev.exodus.dashboards.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.dashboards.sql.Variables.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final TimeRange RANGE =
            new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(60), Duration.ofSeconds(1));

    private static String replaced(String sql, Choice choice) {
        return Variables.replace(sql, Map.of("x", choice));
    }

    @Test
    void aVariableOfManyBecomesAQuotedListAlsoOfOneValue() {
        assertThat(replaced("s IN ($x)", new Choice(List.of("a", "b"), true)))
                .isEqualTo("s IN ('a','b')");
        assertThat(replaced("s IN (${x})", new Choice(List.of("a"), true))).isEqualTo("s IN ('a')");
    }

    @Test
    void aSingleVariableIsNotQuotedButItsQuotesAreDoubled() {
        assertThat(replaced("s = '$x'", new Choice(List.of("O'Neill"), false)))
                .isEqualTo("s = 'O''Neill'");
    }

    @Test
    void aVariableWithoutAValueIsAnError() {
        assertThatThrownBy(() -> Variables.replace("$y", Map.of()))
                .hasMessage("the variable y has no value");
        assertThatThrownBy(() -> new Choice(List.of("a", "b"), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMacroInAValueStaysText() {
        Choice macro = new Choice(List.of("$__timeTo() OR true OR $__timeTo()"), false);
        assertThat(Query.text("s = '$x'", RANGE, Map.of("x", macro)))
                .isEqualTo("s = '$__timeTo() OR true OR $__timeTo()'");
    }

    @Property
    void noValueEndsItsQuotes(@ForAll @Size(min = 1, max = 4) List<String> values) {
        String list = replaced("$x", new Choice(values, true));
        assertThat(list.chars().filter(c -> c == '\'').count() % 2).isZero();
        assertThat(list.replace("''", "").chars().filter(c -> c == '\'').count())
                .isLessThanOrEqualTo(2L * values.size());
        assertThat(replaced("'$x'", new Choice(values.subList(0, 1), false)).replace("''", ""))
                .doesNotMatch("'[^']*'[^']*'.*");
    }
}
