package dev.exodus.flink.migration;

import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** A map in Flink's state, for callers that declare no exception and could not go on after one. */
final class StateMap<K, V> {
    private final MapState<K, V> state;
    private final String values;

    /**
     * @param values what is kept, for messages
     */
    StateMap(MapState<K, V> state, String values) {
        this.state = state;
        this.values = values;
    }

    /** A value, or null. */
    V get(K key) {
        try {
            return state.get(key);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read " + values, e);
        }
    }

    void put(K key, V value) {
        try {
            state.put(key, value);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot keep " + values, e);
        }
    }

    void remove(K key) {
        try {
            state.remove(key);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot forget " + values, e);
        }
    }
}
