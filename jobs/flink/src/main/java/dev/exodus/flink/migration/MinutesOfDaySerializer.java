package dev.exodus.flink.migration;

import dev.exodus.core.migration.MinutesOfDay;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link MinutesOfDay}. */
public final class MinutesOfDaySerializer extends CoreSerializer<MinutesOfDay> {
    public static final MinutesOfDaySerializer INSTANCE = new MinutesOfDaySerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<MinutesOfDay> typeInformation() {
        return new CoreTypeInformation<>(MinutesOfDay.class, INSTANCE);
    }

    @Override
    public MinutesOfDay createInstance() {
        return new MinutesOfDay();
    }

    @Override
    public MinutesOfDay copy(MinutesOfDay from) {
        return from.copy();
    }

    @Override
    protected void write(MinutesOfDay state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected MinutesOfDay read(DataInput in) throws IOException {
        return MinutesOfDay.read(in);
    }

    @Override
    public TypeSerializerSnapshot<MinutesOfDay> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the layout carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MinutesOfDay> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
