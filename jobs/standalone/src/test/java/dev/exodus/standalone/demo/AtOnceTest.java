package dev.exodus.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AtOnceTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Goes on until it is interrupted, and a little longer. */
    private final Callable<String> endless =
            () -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.sleep(50);
                    interrupted.set(true);
                }
                return "interrupted";
            };

    @Test
    void waitsForOnePieceWhileAnotherGoesOn() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (AtOnce work = new AtOnce(() -> {})) {
            Future<Integer> one =
                    work.begin(
                            () -> {
                                both.countDown();
                                both.await();
                                return 1;
                            });
            work.begin(
                    () -> {
                        both.countDown();
                        return endless.call();
                    });

            assertThat(work.await(one)).isEqualTo(1);
        }
    }

    @Test
    void aPieceThatFailsEndsTheWaitForAnother() throws Exception {
        try (AtOnce work = new AtOnce(() -> {})) {
            Future<String> replay = work.begin(endless);
            work.begin(
                    () -> {
                        throw new IOException("no space left");
                    });

            assertThatThrownBy(() -> work.await(replay))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no space left");
        }
        assertThat(interrupted).isTrue();
    }

    @Test
    void whatMakesItAllVainEndsTheWait() throws Exception {
        try (AtOnce work =
                new AtOnce(
                        () -> {
                            throw new IOException("job exodus-rates ended");
                        })) {
            Future<String> replay = work.begin(endless);

            assertThatThrownBy(() -> work.await(replay)).hasMessage("job exodus-rates ended");
        }
    }

    @Test
    void nothingGoesOnOnceItIsClosed() throws Exception {
        AtOnce work = new AtOnce(() -> {});
        work.begin(endless);

        work.close();

        assertThat(interrupted).isTrue();
    }
}
