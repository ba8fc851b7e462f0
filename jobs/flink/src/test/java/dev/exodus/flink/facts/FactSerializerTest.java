package dev.exodus.flink.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.FeedMinute;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactSerializerTest {
    private static final Fact FEED =
            new FeedMinute(
                    "sms", Instant.parse("2014-02-22T18:00:00Z"), 9, 5, 1, 1, 1, 1, 60, 1, 9);

    private final TypeSerializer<Fact> serializer =
            FactTypeInformation.FACT.createSerializer(new SerializerConfigImpl());

    @Provide
    Arbitrary<Fact> facts() {
        return ArbitraryFacts.any();
    }

    @Property(tries = 2_000)
    void readsBackWhatItWrote(@ForAll("facts") Fact fact) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, fact));
        assertThat(serializer.deserialize(in)).isEqualTo(fact);
        assertThat(in.available()).isZero();
    }

    @Property(tries = 500)
    void copiesBetweenBuffers(@ForAll("facts") Fact fact) throws IOException {
        DataOutputSerializer copy = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(bytes(serializer, fact)), copy);
        assertThat(copy.getCopyOfBuffer()).isEqualTo(bytes(serializer, fact));
    }

    @ParameterizedTest
    @EnumSource(FactType.class)
    void everyTypeHasACodeOfItsOwn(FactType type) throws IOException {
        assertThat(FactCodes.type(FactCodes.code(type))).isEqualTo(type);
    }

    @Test
    void codesNeverChange() {
        assertThat(FactCodes.code(FactType.REGISTRATIONS_1S)).isEqualTo((byte) 1);
        assertThat(FactCodes.code(FactType.FEED_1M)).isEqualTo((byte) 11);
        assertThat(FactCodes.code(FactType.MARK)).isEqualTo((byte) 22);
    }

    @Test
    void aRateIsSmall() throws IOException {
        assertThat(bytes(serializer, FEED).length).isLessThan(90);
    }

    @Test
    void surviveJavaSerializationAsFlinkShipsThem() throws Exception {
        assertThat(InstantiationUtil.clone(serializer)).isEqualTo(serializer);
        assertThat(InstantiationUtil.clone(FactTypeInformation.FACT))
                .isEqualTo(FactTypeInformation.FACT);
    }

    @Test
    void refusesBytesOfAnUnknownVersionOrType() throws IOException {
        byte[] version = bytes(serializer, FEED);
        version[0] = 7;
        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(version)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 7");
        byte[] code = bytes(serializer, FEED);
        code[1] = -3;
        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(code)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("code -3");
    }

    @Test
    void namesTheColumnThatMustNotBeNull() {
        Fact broken = new Tick(null, "telegram", Instant.EPOCH, 1, 0);
        assertThatThrownBy(() -> bytes(serializer, broken)).hasMessageContaining("feed of tick");
    }

    @Test
    void restoredWithTheSameColumnsItIsCompatibleAsIs() throws IOException {
        TypeSerializerSnapshot<Fact> restored = restored(serializer.snapshotConfiguration());
        assertThat(resolve(restored).isCompatibleAsIs()).isTrue();
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    }

    @Test
    void readsStateFromBeforeANullableColumnAndOfOneThatIsGone() throws IOException {
        FactLayout old =
                layout(
                        FactType.REGISTRATIONS_1M,
                        fields -> {
                            fields.removeIf(field -> field.name().equals("peak_time"));
                            fields.add(new FactLayout.Field("gone", Column.Type.BIGINT, true, -1));
                            return fields;
                        });
        TypeSerializerSnapshot<Fact> restored = restored(new FactSerializerSnapshot(old));
        assertThat(resolve(restored).isCompatibleAfterMigration()).isTrue();

        Fact fact =
                ArbitraryFacts.of(FactType.REGISTRATIONS_1M)
                        .filter(f -> f.toString().contains("peakTime=null"))
                        .sample();
        assertThat(restored.restoreSerializer().deserialize(writtenBefore(fact))).isEqualTo(fact);
    }

    @Test
    void refusesStateThatLacksARequiredColumn() throws IOException {
        FactLayout old =
                layout(
                        FactType.FEED_1M,
                        fields -> {
                            fields.removeIf(field -> field.name().equals("late"));
                            return fields;
                        });
        assertThat(resolve(restored(new FactSerializerSnapshot(old))).isIncompatible()).isTrue();
    }

    private TypeSerializerSchemaCompatibility<Fact> resolve(TypeSerializerSnapshot<Fact> old) {
        return serializer.snapshotConfiguration().resolveSchemaCompatibility(old);
    }

    private static FactLayout layout(FactType type, UnaryOperator<List<FactLayout.Field>> change) {
        Map<FactType, List<FactLayout.Field>> fields = new EnumMap<>(FactLayout.CURRENT.fields());
        fields.put(type, List.copyOf(change.apply(new ArrayList<>(fields.get(type)))));
        return new FactLayout(fields);
    }

    /** The bytes an older release would have written: without peak_time, with another number. */
    private static DataInputDeserializer writtenBefore(Fact fact) throws IOException {
        byte[] now = bytes(new FactSerializer(), fact);
        int flagOfPeakTime = now.length - (1 + 4 + 1 + 4 + 8);
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.write(now, 0, flagOfPeakTime);
        out.write(now, flagOfPeakTime + 1, now.length - flagOfPeakTime - 1);
        out.writeBoolean(true);
        out.writeLong(42);
        return new DataInputDeserializer(out.getCopyOfBuffer());
    }

    private static TypeSerializerSnapshot<Fact> restored(TypeSerializerSnapshot<Fact> snapshot)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                FactSerializerTest.class.getClassLoader());
    }

    private static byte[] bytes(TypeSerializer<Fact> serializer, Fact fact) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(fact, out);
        return out.getCopyOfBuffer();
    }
}
