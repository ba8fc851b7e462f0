package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.Fact;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a savepoint says about its facts: the columns that they had. */
public final class FactSerializerSnapshot implements TypeSerializerSnapshot<Fact> {
    private FactLayout layout;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public FactSerializerSnapshot() {
        this(FactLayout.CURRENT);
    }

    FactSerializerSnapshot(FactLayout layout) {
        this.layout = layout;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        layout.write(out);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
            throws IOException {
        layout = FactLayout.read(in);
    }

    @Override
    public TypeSerializer<Fact> restoreSerializer() {
        return new FactSerializer(layout);
    }

    @Override
    public TypeSerializerSchemaCompatibility<Fact> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Fact> old) {
        if (!(old instanceof FactSerializerSnapshot written) || !written.layout.isReadable()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return written.layout.equals(FactLayout.CURRENT)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
