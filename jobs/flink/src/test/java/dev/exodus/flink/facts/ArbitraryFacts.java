package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any fact of any type, from the columns alone. */
public final class ArbitraryFacts {
    private ArbitraryFacts() {}

    /** Facts of all types, each as likely as another. */
    public static Arbitrary<Fact> any() {
        return Arbitraries.of(FactType.values()).flatMap(ArbitraryFacts::of);
    }

    /** Facts of one type: times to the microsecond, nulls wherever they are allowed. */
    public static Arbitrary<Fact> of(FactType type) {
        List<Arbitrary<Object>> columns =
                type.columns().stream().map(ArbitraryFacts::column).toList();
        return Combinators.combine(columns).as(values -> type.fact(values.toArray()));
    }

    private static Arbitrary<Object> column(Column column) {
        Arbitrary<Object> values = values(column).asGeneric();
        return column.nullable() ? values.injectNull(0.3) : values;
    }

    private static Arbitrary<?> values(Column column) {
        return switch (column.type()) {
            case TEXT -> Arbitraries.strings().ofMinLength(1).ofMaxLength(40);
            case BIGINT ->
                    column.name().equals("revision")
                            ? Arbitraries.longs().greaterOrEqual(0)
                            : Arbitraries.longs();
            case INTEGER ->
                    column.name().equals("generation")
                            ? Arbitraries.integers().greaterOrEqual(1)
                            : Arbitraries.integers();
            case DOUBLE -> Arbitraries.doubles();
            case BOOLEAN -> Arbitraries.of(true, false);
            case TIMESTAMP ->
                    Arbitraries.longs()
                            .between(-2_208_988_800_000_000L, 32_503_680_000_000_000L)
                            .map(ArbitraryFacts::ofMicros);
            case DATE -> Arbitraries.longs().between(-25_567, 376_200).map(LocalDate::ofEpochDay);
        };
    }

    private static Instant ofMicros(long micros) {
        return Instant.EPOCH.plusSeconds(micros / 1_000_000).plusNanos(micros % 1_000_000 * 1_000);
    }
}
