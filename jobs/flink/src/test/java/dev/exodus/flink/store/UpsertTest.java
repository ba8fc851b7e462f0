package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.facts.FactType;
import org.junit.jupiter.api.Test;

class UpsertTest {
    @Test
    void isOneStatementPerTableWithAnArrayPerColumn() {
        assertThat(new Upsert(FactType.REGISTRATIONS_1S).sql())
                .isEqualTo(
                        """
                        INSERT INTO exodus.registrations_1s AS t ("service", "time", "requested", "registrations", "complete", "generation", "revision")
                        SELECT * FROM unnest(?::text[], ?::timestamp with time zone[], ?::bigint[], ?::bigint[], ?::boolean[], ?::integer[], ?::bigint[])
                        ON CONFLICT ("service", "time") DO UPDATE SET "requested" = excluded."requested", "registrations" = excluded."registrations", "complete" = excluded."complete", "generation" = excluded."generation", "revision" = excluded."revision"
                        WHERE (excluded.generation, excluded.revision) >= (t.generation, t.revision)""");
    }
}
