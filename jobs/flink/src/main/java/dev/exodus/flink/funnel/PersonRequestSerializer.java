package dev.exodus.flink.funnel;

import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link PersonRequest}. */
public final class PersonRequestSerializer extends CoreSerializer<PersonRequest> {
    public static final PersonRequestSerializer INSTANCE = new PersonRequestSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<PersonRequest> typeInformation() {
        return new CoreTypeInformation<>(PersonRequest.class, INSTANCE);
    }

    @Override
    public PersonRequest createInstance() {
        return null;
    }

    @Override
    public PersonRequest copy(PersonRequest from) {
        return from;
    }

    @Override
    protected void write(PersonRequest request, DataOutput out) throws IOException {
        request.write(out);
    }

    @Override
    protected PersonRequest read(DataInput in) throws IOException {
        return PersonRequest.read(in);
    }

    @Override
    public TypeSerializerSnapshot<PersonRequest> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It is only ever on the network, never in state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PersonRequest> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
