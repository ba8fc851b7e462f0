package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.List;

/** Where people of past hours are kept; hours are counted from 1970-01-01T00:00Z. */
public interface PeopleStore {
    /** Most entries of a union: more than any country's affected. */
    int UNION = 1 << 17;

    /** An hour, or null if nobody was seen. */
    PeopleHour get(String service, String country, long hour);

    /** Keeps an hour, new or changed. */
    void put(String service, String country, long hour, PeopleHour people);

    /** Forgets an hour. */
    void remove(String service, String country, long hour);

    /** Adds some of the people of an hour. */
    default void add(PeoplePart part) {
        PeopleHour before = get(part.service(), part.country(), part.hour());
        put(
                part.service(),
                part.country(),
                part.hour(),
                before == null ? part.people() : before.union(part.people()));
    }

    /** Whether anybody was seen in the hours that a window touches. */
    default boolean isSeen(String service, String country, Window window) {
        for (long hour = Math.floorDiv(window.from(), 60L); hour * 60 < window.end(); hour++) {
            if (get(service, country, hour) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Who was seen in a window.
     *
     * @param window minutes, multiples of five
     */
    default People seen(String service, String country, Window window, Activity activity) {
        return seen(UNION, service, country, window, activity);
    }

    /**
     * Who was seen doing any of some things in a window.
     *
     * @param size most of them kept, a power of two
     * @param window minutes, multiples of five
     */
    default People seen(
            int size, String service, String country, Window window, Activity... activities) {
        List<People> parts = new ArrayList<>();
        for (long hour = Math.floorDiv(window.from(), 60L); hour * 60 < window.end(); hour++) {
            PeopleHour people = get(service, country, hour);
            if (people != null) {
                short mask = mask(window, hour * 60);
                for (Activity activity : activities) {
                    parts.add(people.seen(activity).during(mask));
                }
            }
        }
        return People.union(size, parts);
    }

    private static short mask(Window window, long hourFrom) {
        int mask = 0;
        for (int part = 0; part < SeenPeople.PARTS; part++) {
            long minute = hourFrom + PeopleWindows.STEP * part;
            mask |= minute >= window.from() && minute < window.end() ? 1 << part : 0;
        }
        return (short) mask;
    }

    /**
     * Some of the users of a connection feed.
     *
     * @param people who was seen
     * @param weight for how many people one of them stands; 1 if nobody connected
     */
    record Sample(People people, double weight) {}

    /**
     * Who was seen in a window, of users that stand for others, too, in the hours that it touches.
     *
     * @param window minutes, multiples of five
     */
    default Sample sample(String service, String country, Window window, Activity activity) {
        List<People> parts = new ArrayList<>();
        long connections = 0;
        long weight = 0;
        for (long hour = Math.floorDiv(window.from(), 60L); hour * 60 < window.end(); hour++) {
            PeopleHour people = get(service, country, hour);
            if (people != null) {
                parts.add(people.seen(activity).during(mask(window, hour * 60)));
                connections += people.connections();
                weight += people.weight();
            }
        }
        return new Sample(
                People.union(UNION, parts), connections == 0 ? 1 : (double) weight / connections);
    }
}
