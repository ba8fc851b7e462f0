package dev.exodus.flink.migration;

import dev.exodus.core.migration.PeopleHour;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link PeopleHour}. */
public final class PeopleHourSerializer extends CoreSerializer<PeopleHour> {
    public static final PeopleHourSerializer INSTANCE = new PeopleHourSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<PeopleHour> typeInformation() {
        return new CoreTypeInformation<>(PeopleHour.class, INSTANCE);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public PeopleHour createInstance() {
        return null;
    }

    @Override
    public PeopleHour copy(PeopleHour from) {
        return from;
    }

    @Override
    protected void write(PeopleHour hour, DataOutput out) throws IOException {
        hour.write(out);
    }

    @Override
    protected PeopleHour read(DataInput in) throws IOException {
        return PeopleHour.read(in);
    }

    @Override
    public TypeSerializerSnapshot<PeopleHour> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the layout carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PeopleHour> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
