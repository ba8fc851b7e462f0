package dev.exodus.flink.migration;

import dev.exodus.core.migration.SettledRows;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Migration;
import org.apache.flink.api.common.state.MapState;

/** Settled rows in Flink's state. */
final class RowsInState implements SettledRows {
    private final StateMap<String, Fact> state;

    RowsInState(MapState<String, Fact> state) {
        this.state = new StateMap<>(state, "a settled row");
    }

    @Override
    public Migration get(String question) {
        return (Migration) state.get(question);
    }

    @Override
    public void put(String question, Migration row) {
        state.put(question, row);
    }

    @Override
    public void remove(String question) {
        state.remove(question);
    }
}
