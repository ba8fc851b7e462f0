package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.Fact;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * How Flink carries facts of any type in one stream: pass {@link #FACT} to {@code returns(..)}, to
 * an output tag or to a state descriptor.
 */
public final class FactTypeInformation extends TypeInformation<Fact> {
    /** The one instance that is needed. */
    public static final FactTypeInformation FACT = new FactTypeInformation();

    private FactTypeInformation() {}

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Fact> getTypeClass() {
        return Fact.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<Fact> createSerializer(SerializerConfig config) {
        return new FactSerializer();
    }

    @Override
    public String toString() {
        return "Fact";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactTypeInformation;
    }

    @Override
    public int hashCode() {
        return FactTypeInformation.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FactTypeInformation;
    }
}
