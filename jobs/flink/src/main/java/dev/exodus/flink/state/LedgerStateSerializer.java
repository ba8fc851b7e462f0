package dev.exodus.flink.state;

import dev.exodus.core.ledger.LedgerState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link LedgerState}. */
public final class LedgerStateSerializer extends CoreSerializer<LedgerState> {
    public static final LedgerStateSerializer INSTANCE = new LedgerStateSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<LedgerState> typeInformation() {
        return new CoreTypeInformation<>(LedgerState.class, INSTANCE);
    }

    @Override
    public LedgerState createInstance() {
        return new LedgerState();
    }

    @Override
    public LedgerState copy(LedgerState from) {
        return from.copy();
    }

    @Override
    protected void write(LedgerState state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected LedgerState read(DataInput in) throws IOException {
        return LedgerState.read(in);
    }

    @Override
    public TypeSerializerSnapshot<LedgerState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the format carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LedgerState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
