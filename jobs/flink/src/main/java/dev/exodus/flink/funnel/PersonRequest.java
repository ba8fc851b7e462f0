package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Request;
import dev.exodus.core.funnel.Segment;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A request on its way to the person's others.
 *
 * @param person pseudonym
 * @param attempt hash of service and attempt id
 * @param counted false if it is counted under the person's other pseudonym
 * @param request the request
 */
public record PersonRequest(long person, long attempt, boolean counted, Request request) {

    void write(DataOutput out) throws IOException {
        out.writeLong(person);
        out.writeLong(attempt);
        out.writeBoolean(counted);
        request.segment().write(out);
        out.writeLong(request.time());
        out.writeLong(request.weight());
    }

    static PersonRequest read(DataInput in) throws IOException {
        return new PersonRequest(
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                new Request(Segment.read(in), in.readLong(), in.readLong()));
    }
}
