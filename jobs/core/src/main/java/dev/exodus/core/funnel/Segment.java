package dev.exodus.core.funnel;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Objects;

/**
 * Whose codes travel together.
 *
 * @param service messaging service
 * @param country ISO 3166-1 alpha-2 code
 * @param carrier mobile network
 */
public record Segment(String service, String country, String carrier)
        implements Comparable<Segment> {
    private static final Comparator<Segment> ORDER =
            Comparator.comparing(Segment::service)
                    .thenComparing(Segment::country)
                    .thenComparing(Segment::carrier);

    public Segment {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(carrier, "carrier");
    }

    @Override
    public int compareTo(Segment other) {
        return ORDER.compare(this, other);
    }

    public void write(DataOutput out) throws IOException {
        out.writeUTF(service);
        out.writeUTF(country);
        out.writeUTF(carrier);
    }

    public static Segment read(DataInput in) throws IOException {
        return new Segment(in.readUTF(), in.readUTF(), in.readUTF());
    }
}
