package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Count;
import dev.exodus.flink.source.FeedRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Two partitions of SMS events in the order of sending, with the faults of a real feed. */
final class FunnelFeed {
    static final int PARTITIONS = 2;
    private static final long T = 1_393_097_400_000L;
    private static final long MINUTE = 60_000;
    private static final int PEOPLE = 900;

    private final Random random = new Random(8);
    private final List<List<Sent>> partitions = List.of(new ArrayList<>(), new ArrayList<>());

    /** One record and when it is sent. */
    record Sent(long sendTime, long attempt, long person, int status, long time, int segment) {}

    FunnelFeed() {
        long time = T;
        for (int person = 1; person <= PEOPLE; person++) {
            time += random.nextInt(8_000);
            long at = time;
            int attempts = random.nextInt(5) == 0 ? 3 : 1;
            for (int i = 0; i < attempts; i++) {
                attempt(person, person * 10L + i, at);
                at += 90_000 + random.nextInt((int) (20 * MINUTE));
            }
        }
        partitions.forEach(partition -> partition.sort(Comparator.comparingLong(Sent::sendTime)));
    }

    private void attempt(long person, long attempt, long time) {
        int partition = (int) (attempt % PARTITIONS);
        send(partition, attempt, person, Count.REQUESTED, time);
        if (random.nextInt(20) > 0) {
            send(partition, attempt, person, Count.SENT, time + 1_000);
        }
        if (random.nextInt(10) > 0) {
            send(
                    partition,
                    attempt,
                    person,
                    Count.DELIVERED,
                    time + 3_000 + random.nextInt(60_000));
        }
        switch (random.nextInt(5)) {
            case 0 -> send(partition, attempt, person, Count.FAILED, time + 90_000);
            case 1 -> send(partition, attempt, person, Count.EXPIRED, time + 10 * MINUTE);
            case 2 -> {}
            default -> send(partition, attempt, person, Count.VERIFIED, time + 80_000);
        }
    }

    private void send(int partition, long attempt, long person, Count status, long time) {
        long delay =
                switch (random.nextInt(40)) {
                    case 0 -> 15 * MINUTE;
                    case 1, 2, 3 -> random.nextInt((int) (8 * MINUTE));
                    default -> random.nextInt(1_500);
                };
        int segment = (int) (person % 4);
        Sent sent = new Sent(time + delay, attempt, person, status.ordinal(), time, segment);
        partitions.get(partition).add(sent);
        if (random.nextInt(25) == 0) {
            long again = sent.sendTime + random.nextInt(120_000);
            partitions
                    .get(partition)
                    .add(new Sent(again, attempt, person, sent.status, time, segment));
        }
    }

    /** Records of both partitions, the shorter one with heartbeats at its end. */
    int size() {
        return PARTITIONS * longest();
    }

    private int longest() {
        return Math.max(partitions.get(0).size(), partitions.get(1).size());
    }

    /** The records of a partition in its order. */
    List<Sent> partition(int number) {
        return partitions.get(number);
    }

    /** Each half of the sequence is one partition, in its order. */
    FeedRecord record(long index) {
        int partition = (int) (index / longest());
        int offset = (int) (index % longest());
        List<Sent> all = partitions.get(partition);
        Sent sent = all.get(Math.min(offset, all.size() - 1));
        FeedRecord record = new FeedRecord();
        record.partition = partition;
        record.offset = offset;
        record.recordTime = sent.sendTime;
        record.kind = offset < all.size() ? FeedRecord.Kind.EVENT : FeedRecord.Kind.HEARTBEAT;
        record.eventTime = sent.time;
        record.service = "telegram";
        record.country = country(sent.segment);
        record.carrier = carrier(sent.segment);
        record.counter = sent.status;
        record.weight = 1;
        record.attempt = sent.attempt;
        record.person = sent.person;
        record.value = new byte[] {'{', '}'};
        record.valueLength = record.value.length;
        return record;
    }

    static String country(int segment) {
        return segment < 2 ? "ES" : "IT";
    }

    static String carrier(int segment) {
        return country(segment) + "-mobile-" + (1 + segment % 2);
    }
}
