package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The columns of every fact type at the time when bytes were written. It is stored with each
 * savepoint, so that a release whose facts have more columns still reads the state of the last one.
 */
record FactLayout(Map<FactType, List<Field>> fields) implements Serializable {
    /** The columns of this release. */
    static final FactLayout CURRENT = current();

    private static FactLayout current() {
        Map<FactType, List<Field>> fields = new EnumMap<>(FactType.class);
        for (FactType type : FactType.values()) {
            fields.put(
                    type,
                    type.columns().stream()
                            .map(c -> Field.of(type, c.name(), c.type(), c.nullable()))
                            .toList());
        }
        return new FactLayout(fields);
    }

    /** The columns of a type as they were written, in their order; none if it did not exist. */
    List<Field> fields(FactType type) {
        return fields.getOrDefault(type, List.of());
    }

    /**
     * Whether facts written in this layout can be read by this release: every column that it lacks
     * may be null, and those that it has kept their type.
     */
    boolean isReadable() {
        return fields.keySet().stream()
                .allMatch(type -> type.columns().stream().allMatch(c -> isReadable(type, c)));
    }

    private boolean isReadable(FactType type, Column wanted) {
        for (Field written : fields(type)) {
            if (written.name().equals(wanted.name())) {
                return written.type() == wanted.type()
                        && (wanted.nullable() || !written.nullable());
            }
        }
        return wanted.nullable();
    }

    void write(DataOutputView out) throws IOException {
        out.writeInt(fields.size());
        for (Map.Entry<FactType, List<Field>> entry : fields.entrySet()) {
            out.writeUTF(entry.getKey().table());
            out.writeInt(entry.getValue().size());
            for (Field field : entry.getValue()) {
                out.writeUTF(field.name());
                out.writeUTF(field.type().name());
                out.writeBoolean(field.nullable());
            }
        }
    }

    static FactLayout read(DataInputView in) throws IOException {
        Map<FactType, List<Field>> fields = new EnumMap<>(FactType.class);
        for (int types = in.readInt(); types > 0; types--) {
            FactType type = FactType.ofTable(in.readUTF());
            List<Field> columns = new ArrayList<>();
            for (int count = in.readInt(); count > 0; count--) {
                String name = in.readUTF();
                Column.Type columnType = Column.Type.valueOf(in.readUTF());
                columns.add(Field.of(type, name, columnType, in.readBoolean()));
            }
            fields.put(type, List.copyOf(columns));
        }
        return new FactLayout(fields);
    }

    /**
     * One column as it was written.
     *
     * @param position where it is in this release's columns, -1 if it is no longer there
     */
    record Field(String name, Column.Type type, boolean nullable, int position)
            implements Serializable {

        private static Field of(
                FactType type, String name, Column.Type columnType, boolean nullable) {
            List<String> names = type.columns().stream().map(Column::name).toList();
            return new Field(name, columnType, nullable, names.indexOf(name));
        }
    }
}
