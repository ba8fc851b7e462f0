package dev.exodus.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    private static final long T = 1_393_093_800_000L;

    /** Whatever stands beside each other, and whatever the target held before. */
    @Property(tries = 200)
    void whatIsCopiedIsWhatWasAdded(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 99) Integer> records)
            throws Exception {
        EventDecoder decoder = new EventDecoder(Feed.SMS, Set.of(Field.EVENT_ID_HASH));
        RecordBatch batch = new RecordBatch(1);
        List<List<Object>> added = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            added.add(values(add(records.get(i), i, decoder, batch)));
        }
        FeedRecord target = new FeedRecord();

        assertThat(batch.size()).isEqualTo(records.size());
        for (int i = 0; i < records.size(); i++) {
            batch.copy(i, target);
            assertThat(values(target)).isEqualTo(added.get(i));
        }
    }

    @Test
    void nothingOfOneEventsDetailIsInTheNext() {
        FeedRecord record = new FeedRecord();
        record.carrier = "text";
        record.attempt = 7;
        record.person = 7;
        record.nextPerson = 7;

        record.clearDetail();

        assertThat(record).usingRecursiveComparison().isEqualTo(new FeedRecord());
    }

    /**
     * Adds one of some kinds of records.
     *
     * @return what it must be
     */
    private static FeedRecord add(int number, int index, EventDecoder decoder, RecordBatch batch) {
        String json =
                number % 5 == 0
                        ? "{\"type\":\"heartbeat\",\"event_time\":" + (T + number) + "}"
                        : number % 5 == 1 ? "nothing" : event(number);
        byte[] value = ("." + json).getBytes(StandardCharsets.UTF_8);
        DecodedEvent event = decoder.decode(value, 1, value.length - 1);
        batch.add(event, value, 1, value.length - 1);
        FeedRecord record = new FeedRecord();
        record.value = value;
        record.valueFrom = 1;
        record.valueLength = value.length - 1;
        if (event.kind() == DecodedEvent.Kind.REJECTED) {
            assertThat(json).isEqualTo("nothing");
            batch.sent(index, number + 4);
            record.recordTime = number + 4;
            record.kind = FeedRecord.Kind.REJECTED;
            record.eventTime = Long.MIN_VALUE;
            record.reason = event.reason().wireName();
            record.detail = event.detail();
            return record;
        }
        record.eventTime = T + number;
        record.counter = event.counter();
        record.weight = event.weight();
        record.kind = FeedRecord.Kind.HEARTBEAT;
        if (event.kind() == DecodedEvent.Kind.EVENT) {
            assertThat(json).startsWith("{\"event_id\"");
            record.kind = FeedRecord.Kind.EVENT;
            record.service = "telegram";
            record.country = "D" + (char) ('A' + number % 26);
            record.platform = number % 3 == 0 ? null : "ios";
            record.eventId = event.eventIdHash();
            addDetail(number, record, batch);
        }
        return record;
    }

    private static void addDetail(int number, FeedRecord record, RecordBatch batch) {
        FeedRecord detail = new FeedRecord();
        if (number % 2 == 0) {
            detail.carrier = number % 4 == 0 ? null : "carrier " + number;
            detail.attempt = number + 5;
            detail.person = number + 6;
            detail.nextPerson = number + 7;
            batch.addDetail(detail);
        }
        record.carrier = detail.carrier;
        record.attempt = detail.attempt;
        record.person = detail.person;
        record.nextPerson = detail.nextPerson;
    }

    private static String event(int number) {
        String platform = number % 3 == 0 ? "" : ",\"platform\":\"ios\"";
        return "{\"event_id\":\"e-%d\",\"event_time\":%d,\"service\":\"telegram\",\"country\":\"D%c\"%s,"
                        .formatted(number, T + number, 'A' + number % 26, platform)
                + "\"user\":\"u-1\",\"carrier\":\"c\",\"attempt_id\":\"a-1\",\"status\":\"requested\",\"attempt\":1}";
    }

    private static List<Object> values(FeedRecord record) throws IllegalAccessException {
        List<Object> values = new ArrayList<>();
        for (java.lang.reflect.Field field : FeedRecord.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                values.add(field.get(record));
            }
        }
        return values;
    }
}
