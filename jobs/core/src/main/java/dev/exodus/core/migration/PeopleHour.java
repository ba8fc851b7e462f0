package dev.exodus.core.migration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * Who was seen at a service in a country in one hour, and how many people stand behind the
 * connections of a feed that is sampled by user. Immutable. Parts of it add up to the same bytes in
 * any split and order, and it never takes more than {@link #MOST_BYTES}.
 */
public final class PeopleHour {
    /** 27.3 KiB for each five minutes: ten bytes an entry, and a little. */
    public static final int MOST_BYTES = 10 * (8192 + 8192 + 16384) + 64;

    private static final int LAYOUT = 1;
    private static final Activity[] ACTIVITIES = Activity.values();

    private final SeenPeople[] seen;

    /** Connections, and how many they stand for. */
    private final long connections;

    private final long weight;

    private PeopleHour(SeenPeople[] seen, long connections, long weight) {
        this.seen = seen;
        this.connections = connections;
        this.weight = weight;
    }

    /** An hour as it fills. */
    static final class Builder {
        private final Map<Activity, SeenPeople.Builder> seen = new EnumMap<>(Activity.class);
        private long connections;
        private long weight;

        /**
         * Adds an event.
         *
         * @param part of the hour, 0 to 11
         * @param weight how many events it stands for, at least 1
         */
        void add(Activity activity, long pseudonym, int part, long weight) {
            SeenPeople.Builder people = seen.get(activity);
            if (people == null) {
                people = new SeenPeople.Builder(activity.size());
                seen.put(activity, people);
            }
            people.add(pseudonym, part);
            if (activity != Activity.REGISTERED) {
                connections++;
                this.weight += weight;
            }
        }

        PeopleHour build() {
            SeenPeople[] built = new SeenPeople[ACTIVITIES.length];
            for (Activity activity : ACTIVITIES) {
                SeenPeople.Builder people = seen.get(activity);
                built[activity.ordinal()] = people == null ? SeenPeople.NOBODY : people.build();
            }
            return new PeopleHour(built, connections, weight);
        }
    }

    SeenPeople seen(Activity activity) {
        return seen[activity.ordinal()];
    }

    /** Connections with a known outcome. */
    long connections() {
        return connections;
    }

    /** How many connections they stand for. */
    long weight() {
        return weight;
    }

    /** Both parts of the hour together. */
    PeopleHour union(PeopleHour other) {
        SeenPeople[] all = new SeenPeople[ACTIVITIES.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = seen[i].union(other.seen[i], ACTIVITIES[i].size());
        }
        return new PeopleHour(all, connections + other.connections, weight + other.weight);
    }

    /**
     * What cohorts still need of an hour: who registered, or nobody, and those of the connected for
     * whom something holds.
     */
    PeopleHour forCohorts(boolean registered, LongPredicate connectedHash) {
        SeenPeople[] kept = {
            SeenPeople.NOBODY,
            seen(Activity.CONNECTED).only(connectedHash),
            registered ? seen(Activity.REGISTERED) : SeenPeople.NOBODY
        };
        return new PeopleHour(kept, connections, weight);
    }

    /** Writes the hour; equal hours give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(LAYOUT);
        for (SeenPeople people : seen) {
            people.write(out);
        }
        out.writeLong(connections);
        out.writeLong(weight);
    }

    /**
     * Reads an hour.
     *
     * @throws IOException if it is of another layout
     */
    public static PeopleHour read(DataInput in) throws IOException {
        int layout = in.readInt();
        if (layout != LAYOUT) {
            throw new IOException(
                    "people of an hour have layout " + layout + ", this release reads " + LAYOUT);
        }
        SeenPeople[] seen = new SeenPeople[ACTIVITIES.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = SeenPeople.read(in);
        }
        return new PeopleHour(seen, in.readLong(), in.readLong());
    }
}
