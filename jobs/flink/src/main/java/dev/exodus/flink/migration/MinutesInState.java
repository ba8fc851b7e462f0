package dev.exodus.flink.migration;

import dev.exodus.core.migration.MinuteStore;
import dev.exodus.core.migration.MinutesOfDay;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple3;

/** The minutes of past days in Flink's state. */
final class MinutesInState implements MinuteStore {
    private final StateMap<Tuple3<String, String, Long>, MinutesOfDay> state;

    MinutesInState(MapState<Tuple3<String, String, Long>, MinutesOfDay> state) {
        this.state = new StateMap<>(state, "the registrations of a day");
    }

    @Override
    public MinutesOfDay get(String service, String country, long day) {
        return state.get(Tuple3.of(service, country, day));
    }

    @Override
    public void put(String service, String country, long day, MinutesOfDay minutes) {
        state.put(Tuple3.of(service, country, day), minutes);
    }

    @Override
    public void remove(String service, String country, long day) {
        state.remove(Tuple3.of(service, country, day));
    }
}
