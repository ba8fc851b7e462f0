package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Folds events into parts of hours before they are passed on. */
public final class PeopleBundle {
    private static final long HOUR_MS = 3_600_000;
    private static final long PART_MS = HOUR_MS / SeenPeople.PARTS;

    private final Map<String, Map<String, Place>> places = new HashMap<>();
    private int events;

    /** A service in a country: one hour is open, a second one around the turn of the hour. */
    private static final class Place {
        private final List<Hour> hours = new ArrayList<>(2);
        private Hour last;

        PeopleHour.Builder hour(long hour) {
            if (last == null || last.hour != hour) {
                last = find(hour);
            }
            return last.people;
        }

        private Hour find(long hour) {
            for (Hour known : hours) {
                if (known.hour == hour) {
                    return known;
                }
            }
            Hour fresh = new Hour(hour, new PeopleHour.Builder());
            hours.add(fresh);
            return fresh;
        }
    }

    private record Hour(long hour, PeopleHour.Builder people) {}

    /**
     * Adds an event.
     *
     * @param pseudonym of the person
     * @param time epoch milliseconds
     * @param weight how many events it stands for
     */
    public void add(
            String service,
            String country,
            Activity activity,
            long pseudonym,
            long time,
            long weight) {
        Map<String, Place> countries = places.get(service);
        if (countries == null) {
            countries = new HashMap<>();
            places.put(service, countries);
        }
        Place place = countries.get(country);
        if (place == null) {
            place = new Place();
            countries.put(country, place);
        }
        long hour = Math.floorDiv(time, HOUR_MS);
        int part = (int) ((time - hour * HOUR_MS) / PART_MS);
        place.hour(hour).add(activity, pseudonym, part, weight);
        events++;
    }

    /** Events since the last {@link #drain}. */
    public int events() {
        return events;
    }

    /** Hands over all there is, and starts afresh. */
    public void drain(Consumer<PeoplePart> out) {
        places.forEach(
                (service, countries) ->
                        countries.forEach(
                                (country, place) ->
                                        place.hours.forEach(
                                                hour ->
                                                        out.accept(
                                                                new PeoplePart(
                                                                        service,
                                                                        country,
                                                                        hour.hour(),
                                                                        hour.people().build())))));
        places.clear();
        events = 0;
    }
}
