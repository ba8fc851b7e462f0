package dev.exodus.core.funnel;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Adds changes up before they are passed on: thousands of them become one part of a minute. */
public final class CohortBundle {
    private final Map<String, Map<Long, CohortMinute>> minutes = new HashMap<>();
    private int size;

    public void add(CohortChange change) {
        String service = change.segment().service();
        minutes.computeIfAbsent(service, s -> new HashMap<>())
                .computeIfAbsent(change.minute(), minute -> new CohortMinute(service, minute))
                .apply(change);
        size++;
    }

    /** Changes added since it was drained. */
    public int size() {
        return size;
    }

    /** Hands over what was added, and is empty then. */
    public void drain(Consumer<CohortMinute> out) {
        minutes.values().forEach(ofService -> ofService.values().forEach(out));
        minutes.clear();
        size = 0;
    }
}
