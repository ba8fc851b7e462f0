package dev.exodus.flink.migration;

import dev.exodus.core.migration.MinuteStore;
import dev.exodus.core.migration.MinutesOfDay;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.util.FlinkRuntimeException;

/** The minutes of past days in Flink's state. */
final class MinutesInState implements MinuteStore {
    private final MapState<Tuple3<String, String, Long>, MinutesOfDay> state;

    MinutesInState(MapState<Tuple3<String, String, Long>, MinutesOfDay> state) {
        this.state = state;
    }

    @Override
    public MinutesOfDay get(String service, String country, long day) {
        try {
            return state.get(Tuple3.of(service, country, day));
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot read the registrations of a day", e);
        }
    }

    @Override
    public void put(String service, String country, long day, MinutesOfDay minutes) {
        try {
            state.put(Tuple3.of(service, country, day), minutes);
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot keep the registrations of a day", e);
        }
    }

    @Override
    public void remove(String service, String country, long day) {
        try {
            state.remove(Tuple3.of(service, country, day));
        } catch (Exception e) {
            throw new FlinkRuntimeException("cannot forget the registrations of a day", e);
        }
    }
}
