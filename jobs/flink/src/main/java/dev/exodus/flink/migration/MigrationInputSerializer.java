package dev.exodus.flink.migration;

import dev.exodus.core.migration.PeoplePart;
import dev.exodus.flink.facts.FactSerializer;
import dev.exodus.flink.state.CoreTypeInformation;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of {@link MigrationInput}. */
public final class MigrationInputSerializer extends TypeSerializerSingleton<MigrationInput> {
    public static final MigrationInputSerializer INSTANCE = new MigrationInputSerializer();

    private static final long serialVersionUID = 1;
    private static final FactSerializer FACTS = new FactSerializer();
    private static final byte FACT = 0;
    private static final byte PEOPLE = 1;
    private static final byte THROUGH = 2;

    /** Its type information. */
    public static CoreTypeInformation<MigrationInput> typeInformation() {
        return new CoreTypeInformation<>(MigrationInput.class, INSTANCE);
    }

    @Override
    public void serialize(MigrationInput input, DataOutputView out) throws IOException {
        if (input.fact() != null) {
            out.writeByte(FACT);
            FACTS.serialize(input.fact(), out);
        } else if (input.people() != null) {
            out.writeByte(PEOPLE);
            input.people().write(out);
        } else {
            out.writeByte(THROUGH);
            out.writeLong(input.peopleThrough());
        }
    }

    @Override
    public MigrationInput deserialize(DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case FACT -> MigrationInput.of(FACTS.deserialize(in));
            case PEOPLE -> MigrationInput.of(PeoplePart.read(in));
            case THROUGH -> MigrationInput.peopleThrough(in.readLong());
            default -> throw new IOException("unknown kind " + kind + " of input of migration");
        };
    }

    @Override
    public MigrationInput deserialize(MigrationInput reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public MigrationInput createInstance() {
        return MigrationInput.peopleThrough(0);
    }

    @Override
    public MigrationInput copy(MigrationInput from) {
        return from;
    }

    @Override
    public MigrationInput copy(MigrationInput from, MigrationInput reuse) {
        return from;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<MigrationInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** It is only ever on the network, never in state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MigrationInput> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
