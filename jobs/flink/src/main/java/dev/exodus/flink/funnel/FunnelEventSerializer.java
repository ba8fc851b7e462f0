package dev.exodus.flink.funnel;

import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link FunnelEvent}. */
public final class FunnelEventSerializer extends CoreSerializer<FunnelEvent> {
    public static final FunnelEventSerializer INSTANCE = new FunnelEventSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<FunnelEvent> typeInformation() {
        return new CoreTypeInformation<>(FunnelEvent.class, INSTANCE);
    }

    @Override
    public FunnelEvent createInstance() {
        return new FunnelEvent();
    }

    @Override
    public FunnelEvent copy(FunnelEvent from) {
        return from.copy();
    }

    @Override
    protected void write(FunnelEvent event, DataOutput out) throws IOException {
        event.write(out);
    }

    @Override
    protected FunnelEvent read(DataInput in) throws IOException {
        return FunnelEvent.read(in);
    }

    @Override
    public TypeSerializerSnapshot<FunnelEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It is only ever on the network, never in state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FunnelEvent> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
