package dev.exodus.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    /** Whatever fields records have or lack, and whatever the target held before. */
    @Property(tries = 200)
    void whatIsCopiedIsWhatWasAdded(@ForAll("records") List<FeedRecord> records) throws Exception {
        RecordBatch batch = new RecordBatch(1);
        records.forEach(batch::add);
        FeedRecord target = new FeedRecord();

        assertThat(batch.size()).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            batch.copy(i, target);
            assertThat(values(target)).isEqualTo(values(records.get(i)));
        }
    }

    /** A new field must be cleared and copied too. */
    @Test
    void aClearedRecordIsAsNew() throws Exception {
        FeedRecord record = record(1, true, true, true);
        assertThat(values(record)).doesNotContain((Object) null);

        record.clear();

        assertThat(values(record)).isEqualTo(values(new FeedRecord()));
    }

    @Provide
    Arbitrary<List<FeedRecord>> records() {
        return Arbitraries.longs()
                .flatMap(
                        seed ->
                                Arbitraries.integers()
                                        .between(0, 7)
                                        .map(
                                                has ->
                                                        record(
                                                                seed,
                                                                (has & 1) > 0,
                                                                (has & 2) > 0,
                                                                (has & 4) > 0)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(200);
    }

    private static FeedRecord record(long seed, boolean names, boolean ids, boolean texts) {
        FeedRecord record = new FeedRecord();
        record.offset = seed;
        record.recordTime = seed + 1;
        record.kind = FeedRecord.Kind.values()[(int) Math.floorMod(seed, 3L)];
        record.eventTime = seed + 2;
        record.counter = (int) Math.floorMod(seed, 1L << 20);
        record.weight = seed + 3;
        record.latencyMs = seed + 4;
        record.value = new byte[] {(byte) seed};
        record.valueFrom = (int) seed & 0xff;
        record.valueLength = 7;
        if (names) {
            record.service = "service " + seed;
            record.country = "country " + seed;
            record.platform = "platform " + seed;
        }
        if (ids) {
            record.eventId = seed + 5;
            record.attempt = seed + 6;
            record.person = seed + 7;
            record.nextPerson = seed + 8;
        }
        if (texts) {
            record.carrier = "carrier " + seed;
            record.reason = "reason " + seed;
            record.detail = "detail " + seed;
        }
        return record;
    }

    private static List<Object> values(FeedRecord record) throws IllegalAccessException {
        List<Object> values = new ArrayList<>();
        for (Field field : FeedRecord.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                values.add(field.get(record));
            }
        }
        return values;
    }
}
