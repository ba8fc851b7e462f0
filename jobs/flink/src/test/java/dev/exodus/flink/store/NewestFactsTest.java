package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.facts.ArbitraryFacts;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.FeedMinute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NewestFactsTest {
    private final NewestFacts facts = new NewestFacts();

    @Test
    void keepsTheGreaterRevisionInWhateverOrder() {
        facts.add(feed("sms", 0, 1, 3));
        facts.add(feed("sms", 0, 1, 5));
        facts.add(feed("sms", 0, 1, 4));
        assertThat(facts.size()).isEqualTo(1);
        assertThat(sorted()).containsExactly(feed("sms", 0, 1, 5));
    }

    @Test
    void aGenerationBeatsAnyRevision() {
        facts.add(feed("sms", 0, 2, 1));
        facts.add(feed("sms", 0, 1, 900));
        assertThat(sorted()).containsExactly(feed("sms", 0, 2, 1));
    }

    @Test
    void sortsByKey() {
        facts.add(feed("sms", 60, 1, 1));
        facts.add(feed("signup", 60, 1, 1));
        facts.add(feed("sms", 0, 1, 1));
        assertThat(sorted())
                .containsExactly(
                        feed("signup", 60, 1, 1), feed("sms", 0, 1, 1), feed("sms", 60, 1, 1));
    }

    @Test
    void isEmptyWhenCleared() {
        facts.add(feed("sms", 0, 1, 3));
        facts.clear();
        assertThat(facts.size()).isZero();
        assertThat(facts.sorted()).isEmpty();
    }

    @Provide
    Arbitrary<List<Fact>> manyRevisionsOfFewKeys() {
        Arbitrary<Fact> feeds =
                Arbitraries.integers()
                        .between(0, 3_999)
                        .map(n -> feed("feed" + n % 5, n / 5 % 4 * 60, 1 + n / 20 % 2, n / 40));
        return feeds.list().ofMaxSize(200);
    }

    @Property(tries = 300)
    void anyOrderLeavesTheSameNewestFacts(
            @ForAll("manyRevisionsOfFewKeys") List<Fact> given, @ForAll Random random) {
        given.forEach(facts::add);
        List<Fact> first = sorted();
        List<Fact> shuffled = new ArrayList<>(given);
        Collections.shuffle(shuffled, random);
        facts.clear();
        shuffled.forEach(facts::add);
        assertThat(sorted()).isEqualTo(first);
        assertThat(new HashSet<>(first)).isEqualTo(newest(given));
        assertThat(facts.size()).isEqualTo(first.size());
        facts.clear();
    }

    @Property(tries = 50)
    void takesFactsOfEveryType(@ForAll("any") List<Fact> given) {
        given.forEach(facts::add);
        assertThat(facts.size()).isBetween(Math.min(1, given.size()), given.size());
        facts.clear();
    }

    @Provide
    Arbitrary<List<Fact>> any() {
        return ArbitraryFacts.any().list().ofMaxSize(40);
    }

    private List<Fact> sorted() {
        List<Fact> all = new ArrayList<>();
        facts.sorted().forEach((type, rows) -> rows.forEach(values -> all.add(type.fact(values))));
        return all;
    }

    private static Set<Fact> newest(List<Fact> facts) {
        Map<List<Object>, Fact> newest = new HashMap<>();
        for (Fact fact : facts) {
            List<Object> key =
                    Arrays.asList(FactType.FEED_1M.values(fact))
                            .subList(0, FactType.FEED_1M.keyColumns());
            Fact before = newest.get(key);
            boolean newer =
                    before == null
                            || fact.generation() > before.generation()
                            || fact.generation() == before.generation()
                                    && fact.revision() >= before.revision();
            if (newer) {
                newest.put(key, fact);
            }
        }
        return new HashSet<>(newest.values());
    }

    private static Fact feed(String feed, long second, int generation, long revision) {
        Instant time = Instant.parse("2014-02-22T18:00:00Z").plusSeconds(second);
        return new FeedMinute(feed, time, revision, revision, 0, 0, 0, 0, 60, generation, revision);
    }
}
