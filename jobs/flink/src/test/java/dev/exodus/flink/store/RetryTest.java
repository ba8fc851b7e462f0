package dev.exodus.flink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final PostgresSettings SETTINGS =
            new PostgresSettings("jdbc:postgresql://db/exodus", "writer", "/secret", 1, 1, 30_000);

    private final List<Long> waits = new ArrayList<>();
    private final Counter retries = new SimpleCounter();
    private final Retry retry = new Retry(SETTINGS, retries, waits::add);

    @Test
    void waitsTwiceAsLongEachTimeUpToFiveSeconds() throws Exception {
        retry.run(failing("08006", "08001", "57P03", "57P01", "40P01", "53300", "08006", "08006"));
        assertThat(waits).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
        assertThat(retries.getCount()).isEqualTo(8);
    }

    @Test
    void doesNotWaitIfItSucceeds() throws Exception {
        retry.run(failing());
        assertThat(waits).isEmpty();
    }

    @Test
    void givesUpWhenTheBudgetIsSpent() {
        assertThatThrownBy(() -> retry.run(() -> fail("08006")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jdbc:postgresql://db/exodus did not come back within PT30S")
                .hasMessageContaining("postgres.retry.budget");
        assertThat(waits.stream().mapToLong(Long::longValue).sum()).isBetween(30_000L, 35_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000", "42501", "42P01", "42703", "22P02", "23502"})
    void failsAtOnceWithWhatDoesNotPass(String state) {
        assertThatThrownBy(() -> retry.run(() -> fail(state)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jdbc:postgresql://db/exodus");
        assertThat(waits).isEmpty();
    }

    @Test
    void namesTheFileOfAWrongPassword() {
        assertThatThrownBy(() -> retry.run(() -> fail("28P01")))
                .hasMessage(
                        "PostgreSQL at jdbc:postgresql://db/exodus refused user writer: correct the"
                                + " password in the file /secret");
    }

    private static Retry.Action failing(String... states) {
        Iterator<String> left = List.of(states).iterator();
        return () -> {
            if (left.hasNext()) {
                fail(left.next());
            }
        };
    }

    private static void fail(String state) throws SQLException {
        throw new SQLException("failed", state);
    }
}
