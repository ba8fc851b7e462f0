package dev.exodus.core.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.core.incidents.DrillDown.Scope;
import dev.exodus.core.incidents.DrillDown.Share;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DrillDownTest {
    @Test
    void eachSegmentExplainsItsShareOfTheWholeDeviation() {
        DrillDown drillDown =
                DrillDown.of(
                        Map.of(
                                "BR", new Totals(10, 100),
                                "DE", new Totals(90, 100),
                                "TR", new Totals(100, 100)));

        assertThat(drillDown.shares()).extracting(Share::segment).containsExactly("BR", "DE", "TR");
        assertThat(drillDown.shares()).extracting(Share::explained).containsExactly(.9, .1, 0.0);
        assertThat(drillDown.scope()).isEqualTo(Scope.LOCAL);
    }

    @Test
    void isGlobalWhenEachExplainsAsMuchAsItIsLarge() {
        DrillDown drillDown =
                DrillDown.of(Map.of("BR", new Totals(30, 300), "DE", new Totals(70, 700)));

        assertThat(drillDown.scope()).isEqualTo(Scope.GLOBAL);
    }

    @Test
    void isNeitherWhenTwoOfManyFail() {
        Map<String, Totals> segments =
                Map.of(
                        "BR", new Totals(0, 100),
                        "DE", new Totals(0, 100),
                        "TR", new Totals(100, 100),
                        "IN", new Totals(100, 100));

        assertThat(DrillDown.of(segments).scope()).isEqualTo(Scope.MIXED);
    }

    @Property
    void allSharesAddUpToOne(
            @ForAll @Size(min = 2, max = 9) List<@IntRange(max = 1_000) Integer> counts) {
        Map<String, Totals> segments = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            segments.put("s" + i, new Totals(counts.get(i), 1_001));
        }

        assertThat(DrillDown.of(segments).shares().stream().mapToDouble(Share::explained).sum())
                .isCloseTo(1, within(1e-9));
    }
}
