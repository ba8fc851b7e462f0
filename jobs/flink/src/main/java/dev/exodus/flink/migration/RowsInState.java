package dev.exodus.flink.migration;

import dev.exodus.core.migration.SettledRows;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Migration;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** Settled rows in Flink's state. */
final class RowsInState implements SettledRows {
    private final MapState<String, Fact> state;

    RowsInState(MapState<String, Fact> state) {
        this.state = state;
    }

    @Override
    public Migration get(String question) {
        try {
            return (Migration) state.get(question);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read a settled row", e);
        }
    }

    @Override
    public void put(String question, Migration row) {
        try {
            state.put(question, row);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot keep a settled row", e);
        }
    }

    @Override
    public void remove(String question) {
        try {
            state.remove(question);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot forget a settled row", e);
        }
    }
}
