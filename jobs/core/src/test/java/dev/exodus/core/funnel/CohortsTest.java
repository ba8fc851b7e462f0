package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.facts.SmsFunnel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Rows are a function of the set of observations: of no order, and of no repetition. */
class CohortsTest {
    private static final long T = 1_393_097_400_000L;
    private static final long GAP = 30 * 60_000;

    /** One SMS event of one of three attempts of two people. */
    record Observation(int attempt, int status, long time, int country) {}

    @Provide
    Arbitrary<List<Observation>> observations() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.longs().between(0, 40).map(n -> T + n * 60_000),
                        Arbitraries.integers().between(0, 1))
                .as(Observation::new)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 500)
    void neitherOrderNorRepetitionChangesARow(
            @ForAll("observations") List<Observation> observations, @ForAll Random random) {
        List<Observation> other = new ArrayList<>(observations);
        observations.stream().filter(o -> random.nextBoolean()).forEach(other::add);
        Collections.shuffle(other, random);
        assertThat(new Funnel().all(other).rows()).isEqualTo(new Funnel().all(observations).rows());
    }

    @Property(tries = 500)
    void everyChangeOfARowHasAGreaterRevision(
            @ForAll("observations") List<Observation> observations) {
        Funnel funnel = new Funnel();
        Map<String, SmsFunnel> before = Map.of();
        for (Observation observation : observations) {
            Map<String, SmsFunnel> after = funnel.all(List.of(observation)).rows();
            for (Map.Entry<String, SmsFunnel> entry : before.entrySet()) {
                SmsFunnel row = after.get(entry.getKey());
                if (!row.equals(entry.getValue())) {
                    assertThat(row.revision()).isGreaterThan(entry.getValue().revision());
                }
            }
            before = after;
        }
    }

    @Property(tries = 200)
    void aMinuteInPartsIsTheMinute(@ForAll("observations") List<Observation> observations)
            throws IOException {
        List<CohortChange> changes = new Funnel().all(observations).changes;
        CohortMinute whole = new CohortMinute("telegram", 0);
        CohortMinute parts = new CohortMinute("telegram", 0);
        for (CohortChange change : changes) {
            CohortMinute part = new CohortMinute("telegram", 0);
            part.apply(change);
            whole.apply(change);
            parts.merge(read(part));
        }
        assertThat(rows(read(parts.copy()), true)).isEqualTo(rows(whole, true));
    }

    @Test
    void rowsArePerCarrierPerCountryAndForAll() {
        CohortMinute minute = new CohortMinute("telegram", T / 60_000);
        minute.apply(change("ES", "ES-mobile-1", 1));
        minute.apply(change("ES", "ES-mobile-2", 2));
        minute.apply(change("IT", "IT-mobile-1", 4));
        Map<String, Long> requested = new HashMap<>();
        minute.emit(
                true,
                false,
                1,
                row -> requested.put(row.country() + " " + row.carrier(), row.requested()));
        assertThat(requested)
                .containsOnly(
                        Map.entry("ES ES-mobile-1", 1L),
                        Map.entry("ES ES-mobile-2", 2L),
                        Map.entry("IT IT-mobile-1", 4L),
                        Map.entry("ES *", 3L),
                        Map.entry("IT *", 4L),
                        Map.entry("* *", 7L));
    }

    @Test
    void onlyChangedRowsAreEmittedAgainAndAllWhenTheySettle() {
        CohortMinute minute = new CohortMinute("telegram", T / 60_000);
        minute.apply(change("ES", "ES-mobile-1", 1));
        minute.apply(change("IT", "IT-mobile-1", 1));
        assertThat(rows(minute, false)).hasSize(3).allMatch(row -> row.carrier().equals("*"));
        assertThat(rows(minute, false)).isEmpty();
        minute.apply(change("IT", "IT-mobile-1", 1));
        assertThat(rows(minute, false)).extracting(SmsFunnel::country).containsExactly("*", "IT");
        List<SmsFunnel> settled = new ArrayList<>();
        minute.emit(true, true, 1, settled::add);
        assertThat(settled).hasSize(5).allMatch(SmsFunnel::settled);
        assertThat(settled)
                .filteredOn(row -> row.country().equals("*"))
                .extracting(SmsFunnel::revision)
                .containsExactly(4L);
    }

    private static CohortChange change(String country, String carrier, long weight) {
        Segment segment = new Segment("telegram", country, carrier);
        return new CohortChange(segment, T / 60_000, weight, 1, -1, -1, 1);
    }

    private static List<SmsFunnel> rows(CohortMinute minute, boolean carriers) {
        List<SmsFunnel> rows = new ArrayList<>();
        minute.emit(carriers, false, 1, rows::add);
        rows.sort(Comparator.comparing(SmsFunnel::country).thenComparing(SmsFunnel::carrier));
        return rows;
    }

    private static CohortMinute read(CohortMinute minute) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        minute.write(new DataOutputStream(bytes));
        return CohortMinute.read(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    /** The three attempts and two people, and all changes they gave. */
    private static final class Funnel {
        private final Attempt[] attempts = {new Attempt(), new Attempt(), new Attempt()};
        private final Person[] people = {new Person(), new Person()};
        private final List<CohortChange> changes = new ArrayList<>();

        Funnel all(List<Observation> observations) {
            for (Observation o : observations) {
                Attempt attempt = attempts[o.attempt];
                if (o.status == 0) {
                    Segment segment = new Segment("telegram", o.country == 0 ? "ES" : "IT", "c");
                    Request request = new Request(segment, o.time, 1 + o.country);
                    attempt.request(request, GAP, changes::add);
                    Person person = people[o.attempt / 2];
                    person.request(request, o.attempt, true, GAP, changes::add);
                } else {
                    attempt.step(o.status, o.time, GAP, changes::add);
                }
            }
            return this;
        }

        Map<String, SmsFunnel> rows() {
            return Cohorts.of(changes).rows();
        }
    }
}
