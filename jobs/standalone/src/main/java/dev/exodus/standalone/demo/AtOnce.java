package dev.exodus.standalone.demo;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pieces of work that are done at once. Whichever is waited for, the failure of any of them is
 * heard of; after {@link #close} none goes on.
 */
final class AtOnce implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 500;
    private static final long STOP_TIMEOUT_S = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> begun = new CopyOnWriteArrayList<>();
    private final Phases.Work watch;

    /**
     * @param watch done now and then while something is waited for; fails if that is in vain
     */
    AtOnce(Phases.Work watch) {
        this.watch = watch;
    }

    /**
     * Begins a piece of work.
     *
     * @param work ends soon when its thread is interrupted
     */
    <T> Future<T> begin(Callable<T> work) {
        Future<T> piece = threads.submit(work);
        begun.add(piece);
        return piece;
    }

    /** Waits for a piece of work; fails soon after any piece has failed. */
    <T> T await(Future<T> work) throws Exception {
        try {
            while (true) {
                try {
                    return work.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    for (Future<?> piece : begun) {
                        if (piece.isDone()) {
                            piece.get();
                        }
                    }
                    watch.run();
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /**
     * Interrupts what goes on and waits until it has ended.
     *
     * @throws IOException if it does not
     */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IOException("it does not end within " + STOP_TIMEOUT_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
