package dev.exodus.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.simulator.Simulation;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.FunnelMinute;
import dev.exodus.simulator.scenario.Scenario;
import dev.exodus.standalone.lake.LakeDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that agree with the key pass; with one of them changed they do not. */
class FunnelCheckTest {
    @TempDir private Path folder;

    private AnswerKey key;
    private final List<SmsFunnel> rows = new ArrayList<>();

    @BeforeEach
    void simulateAnHour() throws Exception {
        Instant from = Instant.parse("2014-02-22T17:00:00Z");
        new Simulation(
                        Scenario.shipped("2014-02-22-whatsapp"),
                        new SimulationOptions(from, from.plusSeconds(3600), .01, 1, 4, 0))
                .run((feed, p, time, buffer, offset, length) -> {}, folder.resolve("key"));
        key = AnswerKey.open(folder.resolve("key"));
        long unsettled = FunnelCheck.unsettledMinute(key.summary(), key.summary().through());
        for (FunnelMinute minute : key.funnel()) {
            if (minute.minute() < unsettled && minute.counts().get(0) > 0) {
                rows.add(row(minute, "*", "*", 0, true));
                rows.add(row(minute, "ES", "*", 0, true));
                rows.add(row(minute, "ES", "ES-mobile-1", 0, true));
            }
        }
    }

    @Test
    void theKeyIsOfAPlausibleFunnel() throws Exception {
        long requested = 0;
        long verified = 0;
        for (FunnelMinute minute : key.funnel()) {
            List<Long> counts = minute.counts();
            assertThat(counts.get(6) + counts.get(7)).isEqualTo(counts.get(0));
            assertThat(minute.suppressed()).isZero();
            requested += counts.get(0);
            verified += counts.get(5);
        }
        assertThat(requested).isGreaterThan(500);
        assertThat(verified / (double) requested).isBetween(.9, 1.);
    }

    @Test
    void rowsThatAgreePass() throws Exception {
        FunnelReport report = check();
        assertThat(report.differences()).isEmpty();
        assertThat(report.met()).isTrue();
        assertThat(report.rows()).containsEntry("Parquet sms_funnel_1m", (long) rows.size());
        assertThat(report.services())
                .hasSize(3)
                .allMatch(FunnelReport.Service::holds)
                .allMatch(service -> service.from().equals("2014-02-22T17:00:00Z"))
                // Of the last 41 minutes not everybody was done when the simulation ended.
                .allMatch(service -> service.to().equals("2014-02-22T17:19:00Z"));
    }

    @Test
    void aChangedRowIsNamed() throws Exception {
        change("*", "*", 1, true);
        assertOneDifference("all countries is");
    }

    @Test
    void aChangedCountryIsNamedByItsSum() throws Exception {
        change("ES", "*", 1, true);
        assertOneDifference("the sum of countries is");
    }

    @Test
    void aChangedCarrierIsNamedByItsSum() throws Exception {
        change("ES", "ES-mobile-1", 1, true);
        assertOneDifference("the sum of carriers is");
    }

    @Test
    void aRowThatDidNotSettleIsNamed() throws Exception {
        change("ES", "*", 0, false);
        assertOneDifference("is not settled");
    }

    @Test
    void aMissingRowIsNamed() throws Exception {
        rows.remove(0);
        assertOneDifference("is missing");
    }

    @Test
    void aTruthFarOffTheIntervalIsNotMet() {
        assertThat(service(100, 90, 110, 105).holds()).isTrue();
        assertThat(service(100, 90, 110, 115).holds()).isFalse();
        assertThat(service(100, 90, 110, 115).isNear()).isTrue();
        assertThat(service(100, 90, 110, 121).isNear()).isFalse();
    }

    /** With rows that agree, but people of the key who should be missing in them. */
    @Test
    void anEstimateFarFromTheTruthIsADifferenceOfTheWholeCheck() throws Exception {
        Path file = folder.resolve("key").resolve("funnel.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String first = "telegram," + key.summary().from().getEpochSecond() / 60 + ",";
        lines.replaceAll(
                line -> line.startsWith(first) ? line.replaceFirst("[0-9]+$", "10000") : line);
        Files.write(file, lines);
        key = AnswerKey.open(folder.resolve("key"));

        FunnelReport report = check();

        assertThat(report.met()).isFalse();
        assertThat(report.totalDifferences()).isEqualTo(1);
        assertThat(report.differences().get(0)).contains("far from the truth");
        CheckReport whole =
                new CheckReport(
                        true, Map.of(), List.of(), 0, 0, 0, 0, 0, 0, List.of(), List.of(),
                        List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(whole.with(report).met()).isFalse();
    }

    private static FunnelReport.Service service(double s, double lo, double hi, long truth) {
        return new FunnelReport.Service("telegram", "", "", 1_000, 900, 800, s, lo, hi, truth);
    }

    private void change(String country, String carrier, long more, boolean settled)
            throws Exception {
        FunnelMinute first =
                key.funnel().stream().filter(m -> m.counts().get(0) > 0).findFirst().orElseThrow();
        rows.removeIf(
                row ->
                        row.service().equals(first.service())
                                && row.time().getEpochSecond() == first.minute() * 60
                                && row.country().equals(country)
                                && row.carrier().equals(carrier));
        rows.add(row(first, country, carrier, more, settled));
    }

    private void assertOneDifference(String what) throws Exception {
        FunnelReport report = check();
        assertThat(report.met()).isFalse();
        assertThat(report.totalDifferences()).isEqualTo(1);
        assertThat(report.differences().get(0)).contains("Parquet sms_funnel_1m").contains(what);
    }

    private FunnelReport check() throws Exception {
        Path lake = folder.resolve("lake");
        try (LakeWriter writer = new LakeWriter(lake, "test")) {
            for (SmsFunnel row : rows) {
                writer.write(row);
            }
            writer.commit();
        }
        try (Connection duckdb = LakeDatabase.open(lake)) {
            return FunnelCheck.ofLake(key, duckdb, lake);
        }
    }

    private static SmsFunnel row(
            FunnelMinute minute, String country, String carrier, long more, boolean settled) {
        List<Long> counts = minute.counts();
        return new SmsFunnel(
                minute.service(),
                country,
                carrier,
                Instant.ofEpochSecond(minute.minute() * 60),
                counts.get(0),
                counts.get(1) + more,
                counts.get(2),
                counts.get(5),
                counts.get(3),
                counts.get(4),
                counts.get(6),
                counts.get(7),
                5_000L,
                9_000L,
                20_000L,
                40_000L,
                settled,
                1,
                1);
    }
}
