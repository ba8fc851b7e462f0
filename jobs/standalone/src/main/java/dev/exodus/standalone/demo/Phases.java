package dev.exodus.standalone.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Where the time of a run went. */
public final class Phases {
    /** Work without a result. */
    interface Work {
        void run() throws Exception;
    }

    private final Map<String, Double> seconds = new LinkedHashMap<>();

    /** Does something and takes its time. */
    void take(String name, Work work) throws Exception {
        take(
                name,
                () -> {
                    work.run();
                    return null;
                });
    }

    /** Does something and takes its time. */
    <T> T take(String name, Callable<T> work) throws Exception {
        long started = System.nanoTime();
        try {
            return work.call();
        } finally {
            seconds.merge(name, (System.nanoTime() - started) / 1e9, Double::sum);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        seconds.forEach(
                (name, time) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(String.format(Locale.ROOT, "%s %.1f s", name, time)));
        return text.toString();
    }
}
