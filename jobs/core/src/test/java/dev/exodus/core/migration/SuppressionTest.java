package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final int K = Suppression.K;

    @Test
    void withholdsTheSecondSmallestWhereADifferenceWouldRevealTheFirst() {
        Suppression suppression = Suppression.of(Map.of("BR", 7L, "DE", 40L, "TR", 90L), K);

        assertThat(suppression.withheld()).containsExactlyInAnyOrder("BR", "DE");
        assertThat(suppression.total()).isFalse();
    }

    @Test
    void withholdsNothingWhenEveryCellIsLargeEnough() {
        assertThat(Suppression.of(Map.of("BR", 20L, "DE", 40L), K).withheld()).isEmpty();
    }

    @Test
    void withholdsAThirdWhereTwoAreTooFewPeopleTogether() {
        assertThat(Suppression.of(Map.of("BR", 0L, "DE", 3L, "TR", 90L), K).withheld())
                .isEqualTo(Set.of("BR", "DE", "TR"));
    }

    @Test
    void withholdsTheTotalOfTooFewPeople() {
        assertThat(Suppression.of(Map.of("BR", 9L, "DE", 10L), K).total()).isTrue();
    }

    @Test
    void roundsPeopleToFive() {
        assertThat(Suppression.rounded(22.4)).isEqualTo(20);
        assertThat(Suppression.rounded(22.5)).isEqualTo(25);
        assertThat(Suppression.rounded(0)).isZero();
    }

    @Property
    void noWithheldCellCanBeDerivedByDifference(
            @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 0, max = 60) Long> counts) {
        Map<String, Long> people = table(counts);
        Suppression suppression = Suppression.of(people, K);
        if (suppression.total() || suppression.withheld().isEmpty()) {
            return;
        }

        long published =
                people.keySet().stream()
                        .filter(cell -> !suppression.withheld().contains(cell))
                        .mapToLong(people::get)
                        .sum();
        long difference = counts.stream().mapToLong(Long::longValue).sum() - published;
        // Each cell may be 0 or all of the difference: at least one other takes up the rest.
        assertThat(suppression.withheld()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(difference).isGreaterThanOrEqualTo(K);
    }

    @Property
    void publishesNoCellOfFewerThanK(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 60) Long> counts) {
        Map<String, Long> people = table(counts);
        Suppression suppression = Suppression.of(people, K);

        people.forEach(
                (cell, count) ->
                        assertThat(count >= K || suppression.withheld().contains(cell))
                                .as("%s of %d", cell, count)
                                .isTrue());
        assertThat(suppression.total())
                .isEqualTo(counts.stream().mapToLong(Long::longValue).sum() < K);
    }

    private static Map<String, Long> table(List<Long> counts) {
        Map<String, Long> people = new HashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            people.put("C" + i, counts.get(i));
        }
        return people;
    }
}
