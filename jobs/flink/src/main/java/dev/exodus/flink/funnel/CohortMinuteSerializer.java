package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.CohortMinute;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link CohortMinute}. */
public final class CohortMinuteSerializer extends CoreSerializer<CohortMinute> {
    public static final CohortMinuteSerializer INSTANCE = new CohortMinuteSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<CohortMinute> typeInformation() {
        return new CoreTypeInformation<>(CohortMinute.class, INSTANCE);
    }

    @Override
    public CohortMinute createInstance() {
        return new CohortMinute("", 0);
    }

    @Override
    public CohortMinute copy(CohortMinute from) {
        return from.copy();
    }

    @Override
    protected void write(CohortMinute minute, DataOutput out) throws IOException {
        minute.write(out);
    }

    @Override
    protected CohortMinute read(DataInput in) throws IOException {
        return CohortMinute.read(in);
    }

    @Override
    public TypeSerializerSnapshot<CohortMinute> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the format carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<CohortMinute> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
