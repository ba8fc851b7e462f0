package dev.exodus.simulator.feed;

/** A ring of seconds in which records wait for their time of sending. */
public final class Outboxes {
    /** Longer than any record waits, in seconds. */
    private static final int SECONDS = 8192;

    private final Outbox[] ring = new Outbox[SECONDS];
    private long now = Long.MIN_VALUE;

    public Outboxes() {
        for (int i = 0; i < SECONDS; i++) {
            ring[i] = new Outbox();
        }
    }

    void add(long second, Draft draft, JsonLine json) {
        if (now != Long.MIN_VALUE && (second < now || second >= now + SECONDS)) {
            throw new IllegalStateException(
                    "record to be sent at " + second + " while it is " + now);
        }
        ring[(int) Math.floorMod(second, (long) SECONDS)].add(draft, json.buffer(), json.length());
    }

    /** Takes records, one by one. */
    public interface Taker {
        void take(Draft draft, byte[] bytes, int offset, int length);
    }

    /** Hands over the records of a second and moves on to the next. */
    public void send(long second, Taker taker) {
        Outbox outbox = ring[(int) Math.floorMod(second, (long) SECONDS)];
        Draft draft = new Draft();
        for (int i = 0; i < outbox.size(); i++) {
            outbox.read(i, draft);
            taker.take(draft, outbox.bytes(), outbox.offset(i), outbox.length(i));
        }
        outbox.clear();
        now = second + 1;
    }
}
