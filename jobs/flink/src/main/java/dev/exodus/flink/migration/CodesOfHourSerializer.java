package dev.exodus.flink.migration;

import dev.exodus.core.migration.CodesOfHour;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link CodesOfHour}. */
public final class CodesOfHourSerializer extends CoreSerializer<CodesOfHour> {
    public static final CodesOfHourSerializer INSTANCE = new CodesOfHourSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<CodesOfHour> typeInformation() {
        return new CoreTypeInformation<>(CodesOfHour.class, INSTANCE);
    }

    @Override
    public CodesOfHour createInstance() {
        return new CodesOfHour();
    }

    @Override
    public CodesOfHour copy(CodesOfHour from) {
        return from.copy();
    }

    @Override
    protected void write(CodesOfHour state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected CodesOfHour read(DataInput in) throws IOException {
        return CodesOfHour.read(in);
    }

    @Override
    public TypeSerializerSnapshot<CodesOfHour> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the layout carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CodesOfHour> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
