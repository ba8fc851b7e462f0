package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Person;
import dev.exodus.flink.state.CoreSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializer of {@link Person}. */
public final class PersonSerializer extends CoreSerializer<Person> {
    public static final PersonSerializer INSTANCE = new PersonSerializer();

    private static final long serialVersionUID = 1;

    /** Its type information. */
    public static CoreTypeInformation<Person> typeInformation() {
        return new CoreTypeInformation<>(Person.class, INSTANCE);
    }

    @Override
    public Person createInstance() {
        return new Person();
    }

    @Override
    public Person copy(Person from) {
        return from.copy();
    }

    @Override
    protected void write(Person person, DataOutput out) throws IOException {
        person.write(out);
    }

    @Override
    protected Person read(DataInput in) throws IOException {
        return Person.read(in);
    }

    @Override
    public TypeSerializerSnapshot<Person> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Never changes: the format carries its own version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Person> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
