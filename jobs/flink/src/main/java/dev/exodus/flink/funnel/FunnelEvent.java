package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Segment;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An SMS event that counts, on its way to its attempt. Only a request says whose it is, so the many
 * other events cross the network in 17 bytes.
 *
 * <p>Mutable with public fields, because one instance is reused for millions of events.
 */
public final class FunnelEvent {
    /** Hash of service and attempt id. */
    public long attempt;

    /** Ordinal of the status, 0 for a request. */
    public int status;

    /** Epoch milliseconds. */
    public long time;

    /** Null unless this is a request, as what follows. */
    public Segment segment;

    public long weight;

    /** Pseudonym of who asked. */
    public long person;

    /** The person's pseudonym under the key that takes over, 0 for none. */
    public long nextPerson;

    public FunnelEvent() {}

    boolean isRequest() {
        return status == 0;
    }

    FunnelEvent copy() {
        FunnelEvent copy = new FunnelEvent();
        copy.attempt = attempt;
        copy.status = status;
        copy.time = time;
        copy.segment = segment;
        copy.weight = weight;
        copy.person = person;
        copy.nextPerson = nextPerson;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(attempt);
        out.writeByte(status);
        out.writeLong(time);
        if (isRequest()) {
            segment.write(out);
            out.writeLong(weight);
            out.writeLong(person);
            out.writeLong(nextPerson);
        }
    }

    static FunnelEvent read(DataInput in) throws IOException {
        FunnelEvent event = new FunnelEvent();
        event.attempt = in.readLong();
        event.status = in.readByte();
        event.time = in.readLong();
        if (event.isRequest()) {
            event.segment = Segment.read(in);
            event.weight = in.readLong();
            event.person = in.readLong();
            event.nextPerson = in.readLong();
        }
        return event;
    }
}
