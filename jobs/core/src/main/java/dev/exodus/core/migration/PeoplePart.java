package dev.exodus.core.migration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Some of the people seen at a service in a country in an hour.
 *
 * @param country ISO 3166-1 alpha-2 code
 * @param hour since 1970, UTC
 * @param people those seen
 */
public record PeoplePart(String service, String country, long hour, PeopleHour people) {

    public void write(DataOutput out) throws IOException {
        out.writeUTF(service);
        out.writeUTF(country);
        out.writeLong(hour);
        people.write(out);
    }

    public static PeoplePart read(DataInput in) throws IOException {
        return new PeoplePart(in.readUTF(), in.readUTF(), in.readLong(), PeopleHour.read(in));
    }
}
