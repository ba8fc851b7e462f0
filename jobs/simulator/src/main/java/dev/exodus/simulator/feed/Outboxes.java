package dev.exodus.simulator.feed;

/** A ring of seconds in which records wait for their time of sending. */
public final class Outboxes {
    /** Longer than any record waits, in seconds. */
    private static final int SECONDS = 8192;

    private final Outbox[] ring = new Outbox[SECONDS];
    private long now = Long.MIN_VALUE;

    /** Empty, with the memory of the last second: the next one will need as much. */
    private Outbox spare = new Outbox();

    void add(long second, Draft draft, JsonLine json) {
        if (now != Long.MIN_VALUE && (second < now || second >= now + SECONDS)) {
            throw new IllegalStateException(
                    "record to be sent at " + second + " while it is " + now);
        }
        int slot = slot(second);
        if (ring[slot] == null) {
            ring[slot] = new Outbox();
        }
        if (second == now && ring[slot].isSmallerThan(spare)) {
            spare.takeOver(ring[slot]);
            ring[slot] = spare;
            spare = new Outbox();
        }
        ring[slot].add(draft, json.buffer(), json.length());
    }

    /** Takes records, one by one. */
    public interface Taker {
        void take(Draft draft, byte[] bytes, int offset, int length);
    }

    /** Hands over the records of a second and moves on to the next. */
    public void send(long second, Taker taker) {
        now = second + 1;
        Outbox outbox = ring[slot(second)];
        if (outbox == null) {
            return;
        }
        // A busy second holds much memory and the ring is long: it keeps none.
        ring[slot(second)] = null;
        Draft draft = new Draft();
        for (int i = 0; i < outbox.size(); i++) {
            outbox.read(i, draft);
            taker.take(draft, outbox.bytes(), outbox.offset(i), outbox.length(i));
        }
        outbox.clear();
        spare = outbox;
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
