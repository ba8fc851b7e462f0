package dev.exodus.bench.upserts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.standalone.postgres.Postgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpsertsITCase {
    /** It fails by itself if a row is not replaced. */
    @Test
    void everyWayReplacesItsRows(@TempDir Path folder) throws Exception {
        List<Upserts.Round> rounds;
        try (Postgres postgres = Postgres.start(folder)) {
            rounds = new Upserts(postgres, 2_000).run(1, round -> {});
        }

        assertThat(rounds)
                .singleElement()
                .satisfies(
                        round -> {
                            assertThat(round.sink()).isPositive();
                            assertThat(round.committedAlone()).isPositive();
                            assertThat(round.inTransactions()).isPositive();
                        });
    }
}
