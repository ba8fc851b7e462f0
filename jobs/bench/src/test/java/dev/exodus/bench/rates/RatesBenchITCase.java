package dev.exodus.bench.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesBenchITCase {
    private static final long EVENTS = 100_000;
    private static final Set<Variant> VARIANTS =
            EnumSet.of(
                    Variant.RATES, Variant.SQL, Variant.CONSUMER, Variant.STREAMS, Variant.SIGNUP);

    @Test
    void everyVariantCountsTheSame(@TempDir Path folder) throws Exception {
        RatesReport report = new RatesBench(folder, EVENTS, VARIANTS, 1, line -> {}).run(false);

        assertThat(report.differing()).isEmpty();
        assertThat(report.runs()).extracting(Run::variant).containsExactlyElementsOf(VARIANTS);
        assertThat(report.truth().get("bench.main").events()).isEqualTo(EVENTS);
        assertThat(report.truth().get("bench.signup").events()).isEqualTo(EVENTS / 4);
        assertThat(report.gates())
                .allMatch(result -> result.median() > 0)
                .extracting(result -> result.gate().id())
                .containsExactly("G1", "G1", "G2", "G2", "G3", "G3");
        assertThat(report.met()).isTrue();
    }
}
