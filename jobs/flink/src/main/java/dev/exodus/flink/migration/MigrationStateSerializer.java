package dev.exodus.flink.migration;

import dev.exodus.core.migration.MigrationState;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link MigrationState}. */
public final class MigrationStateSerializer extends CoreSerializer<MigrationState> {
    public static final MigrationStateSerializer INSTANCE = new MigrationStateSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<MigrationState> typeInformation() {
        return new CoreTypeInformation<>(MigrationState.class, INSTANCE);
    }

    @Override
    public MigrationState createInstance() {
        return new MigrationState();
    }

    @Override
    public MigrationState copy(MigrationState from) {
        return from.copy();
    }

    @Override
    protected void write(MigrationState state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected MigrationState read(DataInput in) throws IOException {
        return MigrationState.read(in);
    }

    @Override
    public TypeSerializerSnapshot<MigrationState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the layout carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MigrationState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
