package dev.exodus.flink.state;

import dev.exodus.core.admission.LongHashSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link LongHashSet}. */
public final class LongHashSetSerializer extends CoreSerializer<LongHashSet> {
    public static final LongHashSetSerializer INSTANCE = new LongHashSetSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<LongHashSet> typeInformation() {
        return new CoreTypeInformation<>(LongHashSet.class, INSTANCE);
    }

    @Override
    public LongHashSet createInstance() {
        return new LongHashSet();
    }

    @Override
    public LongHashSet copy(LongHashSet from) {
        return from.copy();
    }

    @Override
    protected void write(LongHashSet state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected LongHashSet read(DataInput in) throws IOException {
        return LongHashSet.read(in);
    }

    @Override
    public TypeSerializerSnapshot<LongHashSet> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the format carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LongHashSet> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
