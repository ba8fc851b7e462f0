package dev.exodus.flink.outages;

import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link ServiceWatch}. */
public final class ServiceWatchSerializer extends CoreSerializer<ServiceWatch> {
    public static final ServiceWatchSerializer INSTANCE = new ServiceWatchSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<ServiceWatch> typeInformation() {
        return new CoreTypeInformation<>(ServiceWatch.class, INSTANCE);
    }

    @Override
    public ServiceWatch createInstance() {
        return new ServiceWatch();
    }

    @Override
    public ServiceWatch copy(ServiceWatch from) {
        return from.copy();
    }

    @Override
    protected void write(ServiceWatch state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected ServiceWatch read(DataInput in) throws IOException {
        return ServiceWatch.read(in);
    }

    @Override
    public TypeSerializerSnapshot<ServiceWatch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the layout carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ServiceWatch> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
