package dev.exodus.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Test
    void aNameKeepsItsNumberHoweverManyFollow() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(names.number("name-" + i)).isEqualTo(i);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(names.number("name-" + i)).isEqualTo(i);
            assertThat(names.name(i)).isEqualTo("name-" + i);
        }
        assertThat(names.size()).isEqualTo(1_000);
    }

    @Test
    void theOrderIsThatOfTheNames() {
        names.number("FR");
        names.number("DE");
        assertThat(ordered()).containsExactly("DE", "FR");
        names.number("BR");
        assertThat(ordered()).containsExactly("BR", "DE", "FR");
    }

    @Test
    void aCopyHasTheSameNumbersAndGoesItsOwnWay() {
        names.number("FR");
        names.number("DE");
        Names copy = names.copy();
        names.number("BR");

        assertThat(copy.size()).isEqualTo(2);
        assertThat(copy.number("DE")).isEqualTo(1);
        assertThat(copy.number("PL")).isEqualTo(2);
        assertThat(names.name(2)).isEqualTo("BR");
    }

    private String[] ordered() {
        return IntStream.of(names.ordered()).mapToObj(names::name).toArray(String[]::new);
    }
}
