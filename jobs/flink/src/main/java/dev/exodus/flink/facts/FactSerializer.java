package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Facts in Flink's state and network: a version byte, the code of the type, then each column. A
 * nullable column has a byte before it that says whether it is there.
 */
public final class FactSerializer extends TypeSerializer<Fact> {
    private static final byte VERSION = 1;
    private static final Fact ANY = new Tick("", "", Instant.EPOCH, 1, 0);

    private final FactLayout readLayout;

    /** Reads and writes the columns of this release. */
    public FactSerializer() {
        this(FactLayout.CURRENT);
    }

    /** Reads what was written in another layout; what it writes has the columns of this release. */
    FactSerializer(FactLayout readLayout) {
        this.readLayout = readLayout;
    }

    @Override
    public void serialize(Fact fact, DataOutputView out) throws IOException {
        FactType type = fact.type();
        out.writeByte(VERSION);
        out.writeByte(FactCodes.code(type));
        Object[] values = type.values(fact);
        List<FactLayout.Field> fields = FactLayout.CURRENT.fields(type);
        for (int i = 0; i < values.length; i++) {
            FactLayout.Field field = fields.get(i);
            if (field.nullable()) {
                out.writeBoolean(values[i] != null);
            } else if (values[i] == null) {
                throw new IOException(
                        "column " + field.name() + " of " + type.table() + " is null in " + fact);
            }
            if (values[i] != null) {
                write(field.type(), values[i], out);
            }
        }
    }

    @Override
    public Fact deserialize(DataInputView in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException(
                    "unknown version " + version + " of a serialized fact: use a newer release");
        }
        FactType type = FactCodes.type(in.readByte());
        Object[] values = new Object[type.columns().size()];
        for (FactLayout.Field field : readLayout.fields(type)) {
            Object value = field.nullable() && !in.readBoolean() ? null : read(field.type(), in);
            if (field.position() >= 0) {
                values[field.position()] = value;
            }
        }
        return type.fact(values);
    }

    private static void write(Column.Type type, Object value, DataOutputView out)
            throws IOException {
        switch (type) {
            case TEXT -> StringValue.writeString((String) value, out);
            case BIGINT -> out.writeLong((Long) value);
            case INTEGER -> out.writeInt((Integer) value);
            case DOUBLE -> out.writeDouble((Double) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case TIMESTAMP -> {
                Instant time = (Instant) value;
                out.writeLong(time.getEpochSecond());
                out.writeInt(time.getNano());
            }
            case DATE -> out.writeLong(((LocalDate) value).toEpochDay());
        }
    }

    private static Object read(Column.Type type, DataInputView in) throws IOException {
        return switch (type) {
            case TEXT -> StringValue.readString(in);
            case BIGINT -> in.readLong();
            case INTEGER -> in.readInt();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            case TIMESTAMP -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case DATE -> LocalDate.ofEpochDay(in.readLong());
        };
    }

    @Override
    public Fact deserialize(Fact reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public Fact copy(Fact fact) {
        return fact;
    }

    @Override
    public Fact copy(Fact fact, Fact reuse) {
        return fact;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Fact> duplicate() {
        return this;
    }

    @Override
    public Fact createInstance() {
        return ANY;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<Fact> snapshotConfiguration() {
        return new FactSerializerSnapshot(FactLayout.CURRENT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactSerializer
                && readLayout.equals(((FactSerializer) other).readLayout);
    }

    @Override
    public int hashCode() {
        return readLayout.hashCode();
    }
}
