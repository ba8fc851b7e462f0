package dev.exodus.flink.migration;

import dev.exodus.core.migration.RegistrationDay;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link RegistrationDay}. */
public final class RegistrationDaySerializer extends CoreSerializer<RegistrationDay> {
    public static final RegistrationDaySerializer INSTANCE = new RegistrationDaySerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<RegistrationDay> typeInformation() {
        return new CoreTypeInformation<>(RegistrationDay.class, INSTANCE);
    }

    @Override
    public RegistrationDay createInstance() {
        return new RegistrationDay();
    }

    @Override
    public RegistrationDay copy(RegistrationDay from) {
        return from.copy();
    }

    @Override
    protected void write(RegistrationDay state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected RegistrationDay read(DataInput in) throws IOException {
        return RegistrationDay.read(in);
    }

    @Override
    public TypeSerializerSnapshot<RegistrationDay> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the layout carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RegistrationDay> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
