package dev.exodus.flink.migration;

import dev.exodus.core.migration.CodeStore;
import dev.exodus.core.migration.CodesOfHour;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple3;

/** The codes of past hours in Flink's state. */
final class CodesInState implements CodeStore {
    private final StateMap<Tuple3<String, String, Long>, CodesOfHour> state;

    CodesInState(MapState<Tuple3<String, String, Long>, CodesOfHour> state) {
        this.state = new StateMap<>(state, "the codes of an hour");
    }

    @Override
    public CodesOfHour get(String service, String country, long hour) {
        return state.get(Tuple3.of(service, country, hour));
    }

    @Override
    public void put(String service, String country, long hour, CodesOfHour codes) {
        state.put(Tuple3.of(service, country, hour), codes);
    }

    @Override
    public void remove(String service, String country, long hour) {
        state.remove(Tuple3.of(service, country, hour));
    }
}
