package dev.exodus.flink.migration;

import dev.exodus.core.migration.PeopleHour;
import dev.exodus.core.migration.PeopleStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.FlinkRuntimeException;

/** The people of past hours in Flink's state. */
final class PeopleInState implements PeopleStore {
    private final MapState<Tuple3<String, String, Long>, PeopleHour> state;

    PeopleInState(MapState<Tuple3<String, String, Long>, PeopleHour> state) {
        this.state = state;
    }

    @Override
    public PeopleHour get(String service, String country, long hour) {
        try {
            return state.get(Tuple3.of(service, country, hour));
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read the people of an hour", e);
        }
    }

    @Override
    public void put(String service, String country, long hour, PeopleHour people) {
        try {
            state.put(Tuple3.of(service, country, hour), people);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot keep the people of an hour", e);
        }
    }

    @Override
    public void remove(String service, String country, long hour) {
        try {
            state.remove(Tuple3.of(service, country, hour));
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot forget the people of an hour", e);
        }
    }
}
