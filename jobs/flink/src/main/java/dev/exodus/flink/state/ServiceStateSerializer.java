package dev.exodus.flink.state;

import dev.exodus.core.rates.ServiceState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link ServiceState}. */
public final class ServiceStateSerializer extends CoreSerializer<ServiceState> {
    public static final ServiceStateSerializer INSTANCE = new ServiceStateSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<ServiceState> typeInformation() {
        return new CoreTypeInformation<>(ServiceState.class, INSTANCE);
    }

    @Override
    public ServiceState createInstance() {
        return new ServiceState(0);
    }

    @Override
    public ServiceState copy(ServiceState from) {
        return from.copy();
    }

    @Override
    protected void write(ServiceState state, DataOutput out) throws IOException {
        state.write(out);
    }

    @Override
    protected ServiceState read(DataInput in) throws IOException {
        return ServiceState.read(in);
    }

    @Override
    public TypeSerializerSnapshot<ServiceState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the format carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ServiceState> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
