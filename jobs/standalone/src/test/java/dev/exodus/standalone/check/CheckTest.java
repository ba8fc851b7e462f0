package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.simulator.EventSink;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.TruthMinute;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.lake.LakeDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that holds what the key demands passes; with one row changed it does not. */
class CheckTest {
    private static final EventSink NOWHERE = (feed, partition, time, buffer, offset, length) -> {};

    @TempDir private Path folder;
    private AnswerKey key;
    private List<Fact> demanded;

    @BeforeEach
    void simulateTenMinutes() throws Exception {
        Instant from = Instant.parse("2014-02-22T18:30:00Z");
        SimulationOptions options =
                new SimulationOptions(from, from.plusSeconds(600), 0.01, 1, 4, 0);
        new Simulation(Scenario.shipped("2014-02-22-whatsapp"), options)
                .run(NOWHERE, folder.resolve("key"));
        key = AnswerKey.open(folder.resolve("key"));
        demanded = demanded();
    }

    @Test
    void whatTheKeyDemandsPasses() throws Exception {
        CheckReport report = check(demanded);

        assertThat(report.differences()).isEmpty();
        assertThat(report.met()).isTrue();
        assertThat(report.rows().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(demanded.size());
    }

    @Test
    void aMissingRowIsNamed() throws Exception {
        int at = position(second -> second.registrations() > 0);
        demanded.remove(at);

        assertOneDifference("is missing");
    }

    @Test
    void aMissingZeroRowIsNamed() throws Exception {
        demanded.remove(position(second -> second.revision() == 0));

        assertOneDifference("is missing");
    }

    @Test
    void aChangedRowIsNamedWithItsColumn() throws Exception {
        int at = position(second -> second.registrations() > 0);
        RegistrationSecond row = (RegistrationSecond) demanded.get(at);
        demanded.set(at, withRegistrations(row, row.service(), row.registrations() + 1));

        assertOneDifference("registrations is " + (row.registrations() + 1));
    }

    @Test
    void aSurplusRowIsNamed() throws Exception {
        RegistrationSecond row =
                (RegistrationSecond) demanded.get(position(second -> second.registrations() > 0));
        demanded.add(withRegistrations(row, "nobody", 7));

        assertOneDifference("should not be there");
    }

    private void assertOneDifference(String what) throws Exception {
        CheckReport report = check(demanded);
        assertThat(report.met()).isFalse();
        assertThat(report.totalDifferences()).isEqualTo(1);
        assertThat(report.differences().get(0)).contains("Parquet registrations_1s").contains(what);
    }

    private static RegistrationSecond withRegistrations(
            RegistrationSecond row, String service, long registrations) {
        return new RegistrationSecond(
                service,
                row.time(),
                row.requested(),
                registrations,
                row.complete(),
                row.generation(),
                row.revision());
    }

    private int position(Predicate<RegistrationSecond> wanted) {
        for (int i = 0; i < demanded.size(); i++) {
            if (demanded.get(i) instanceof RegistrationSecond second && wanted.test(second)) {
                return i;
            }
        }
        throw new AssertionError("there is no such row");
    }

    private CheckReport check(List<Fact> facts) throws Exception {
        Path lake = folder.resolve("lake");
        try (LakeWriter writer = new LakeWriter(lake, "test")) {
            for (Fact fact : facts) {
                writer.write(fact);
            }
            writer.commit();
        }
        try (Connection duckdb = LakeDatabase.open(lake)) {
            return Check.ofLake(key, duckdb, lake);
        }
    }

    private List<Fact> demanded() throws IOException {
        List<Fact> facts = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            ExpectedRows expected = new ExpectedRows(feed, key.summary());
            long next = Long.MAX_VALUE;
            ExpectedRows.Taker add = (table, k, values) -> add(facts, table, k, values);
            for (Iterator<TruthMinute> minutes = key.minutes(feed); minutes.hasNext(); ) {
                TruthMinute minute = minutes.next();
                for (long silent = next; silent < minute.minute; silent++) {
                    expected.minute(new TruthMinute(silent), add);
                }
                next = minute.minute + 1;
                if (minute.minute < Check.settledMinute(key.summary())) {
                    expected.minute(minute, add);
                }
            }
            if (feed == Feed.SIGNUP) {
                expected.days(add);
            }
        }
        return facts;
    }

    private static void add(List<Fact> facts, String table, List<Object> key, List<Object> values) {
        FactType type = FactType.ofTable(table);
        if (type == FactType.DEAD_LETTER_1M) {
            return;
        }
        List<Object> all = new ArrayList<>(key);
        all.addAll(values);
        // Generation is not part of what a key demands.
        all.add(all.size() - 1, 1);
        Object[] row = new Object[all.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(type.columns().get(i), all.get(i));
        }
        facts.add(type.fact(row));
    }

    private static Object value(Column column, Object plain) {
        if (plain instanceof ExpectedRows.Quantile quantile) {
            return quantile.exactMs();
        }
        if (plain == null) {
            return null;
        }
        return switch (column.type()) {
            case TIMESTAMP -> Instant.ofEpochSecond((Long) plain);
            case INTEGER -> ((Number) plain).intValue();
            case DATE -> LocalDate.parse((String) plain);
            default -> plain;
        };
    }
}
