package dev.exodus.flink.store;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts that wait to be written: the newest of each key. PostgreSQL refuses two revisions of a key
 * in one statement, and an older one is not worth writing.
 */
final class NewestFacts {
    private final Map<FactType, Map<List<Object>, Object[]>> rows = new EnumMap<>(FactType.class);
    private int size;

    void add(Fact fact) {
        FactType type = fact.type();
        Object[] values = type.values(fact);
        List<Object> key = List.of(Arrays.copyOf(values, type.keyColumns()));
        Map<List<Object>, Object[]> table = rows.computeIfAbsent(type, t -> new HashMap<>());
        int before = table.size();
        table.merge(key, values, NewestFacts::newer);
        size += table.size() - before;
    }

    /** Distinct keys. */
    int size() {
        return size;
    }

    void clear() {
        rows.values().forEach(Map::clear);
        size = 0;
    }

    /**
     * The rows of each table, sorted by key: writers that lock the same rows lock them in the same
     * order, so none waits for another in a circle.
     */
    Map<FactType, List<Object[]>> sorted() {
        Map<FactType, List<Object[]>> sorted = new EnumMap<>(FactType.class);
        rows.forEach(
                (type, byKey) -> {
                    if (!byKey.isEmpty()) {
                        List<Object[]> values = new ArrayList<>(byKey.values());
                        values.sort(byKey(type.keyColumns()));
                        sorted.put(type, values);
                    }
                });
        return sorted;
    }

    /** The last two columns are generation and revision. Of two equal ones the second wins. */
    private static Object[] newer(Object[] before, Object[] now) {
        int revision = now.length - 1;
        int generation = now.length - 2;
        int order = Integer.compare((Integer) now[generation], (Integer) before[generation]);
        if (order == 0) {
            order = Long.compare((Long) now[revision], (Long) before[revision]);
        }
        return order >= 0 ? now : before;
    }

    private static Comparator<Object[]> byKey(int columns) {
        return (left, right) -> {
            for (int i = 0; i < columns; i++) {
                int order = compare(left[i], right[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    /** Two values of one column, all of whose types are comparable with themselves. */
    @SuppressWarnings("unchecked")
    private static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
