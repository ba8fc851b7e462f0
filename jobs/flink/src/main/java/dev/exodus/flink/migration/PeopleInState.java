package dev.exodus.flink.migration;

import dev.exodus.core.migration.PeopleHour;
import dev.exodus.core.migration.PeopleStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple3;

/** The people of past hours in Flink's state. */
final class PeopleInState implements PeopleStore {
    private final StateMap<Tuple3<String, String, Long>, PeopleHour> state;

    PeopleInState(MapState<Tuple3<String, String, Long>, PeopleHour> state) {
        this.state = new StateMap<>(state, "the people of an hour");
    }

    @Override
    public PeopleHour get(String service, String country, long hour) {
        return state.get(Tuple3.of(service, country, hour));
    }

    @Override
    public void put(String service, String country, long hour, PeopleHour people) {
        state.put(Tuple3.of(service, country, hour), people);
    }

    @Override
    public void remove(String service, String country, long hour) {
        state.remove(Tuple3.of(service, country, hour));
    }
}
