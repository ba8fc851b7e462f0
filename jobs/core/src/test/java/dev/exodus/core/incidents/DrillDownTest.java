package dev.exodus.core.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.core.incidents.DrillDown.Scope;
import dev.exodus.core.incidents.DrillDown.Share;
import dev.exodus.core.outages.Verdict;
import dev.exodus.schemas.events.Feed;
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

    @Test
    void aFeedIsSuspectWhenAllItsServicesFallAndTheOtherFeedsAreNormal() {
        Map<String, Verdict> allDown = Map.of("line", Verdict.DOWN, "whatsapp", Verdict.DOWN);
        Map<String, Verdict> normal = Map.of("line", Verdict.NORMAL, "viber", Verdict.UNKNOWN);
        Map<String, Verdict> oneDown = Map.of("line", Verdict.DOWN, "whatsapp", Verdict.NORMAL);

        assertThat(suspect(allDown, normal)).isTrue();
        assertThat(suspect(oneDown, normal)).isFalse();
        assertThat(suspect(allDown, oneDown)).isFalse();
        assertThat(suspect(Map.of("line", Verdict.DOWN), normal)).isFalse();
        assertThat(suspect(allDown, Map.of())).isFalse();
    }

    private static boolean suspect(Map<String, Verdict> own, Map<String, Verdict> other) {
        return FeedSuspect.test(Feed.CONNECTION, Map.of(Feed.CONNECTION, own, Feed.SIGNUP, other));
    }
}
