package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Attempt;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link Attempt}. */
public final class AttemptSerializer extends CoreSerializer<Attempt> {
    public static final AttemptSerializer INSTANCE = new AttemptSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<Attempt> typeInformation() {
        return new CoreTypeInformation<>(Attempt.class, INSTANCE);
    }

    @Override
    public Attempt createInstance() {
        return new Attempt();
    }

    @Override
    public Attempt copy(Attempt from) {
        return from.copy();
    }

    @Override
    protected void write(Attempt attempt, DataOutput out) throws IOException {
        attempt.write(out);
    }

    @Override
    protected Attempt read(DataInput in) throws IOException {
        return Attempt.read(in);
    }

    @Override
    public TypeSerializerSnapshot<Attempt> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the format carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Attempt> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
