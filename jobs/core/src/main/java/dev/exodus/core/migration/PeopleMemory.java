package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Incident;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes people in, and forgets them when nothing asks for them any more: all of them after {@value
 * #KEPT_HOURS} h, unless an outage began before that and is not settled; who registered while one
 * lasted 28 days behind its end, and which of those connected for seven. Nothing is kept for longer
 * than {@value #LONGEST_HOURS} h otherwise.
 */
final class PeopleMemory {
    static final long KEPT_HOURS = 78;
    static final long LONGEST_HOURS = 28 * 24;

    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;

    private final long lateness;

    PeopleMemory(long lateness) {
        this.lateness = lateness;
    }

    /**
     * Takes some people of an hour.
     *
     * @return false if the hour is forgotten already
     */
    boolean take(MigrationState state, PeopleStore store, PeoplePart part) {
        if (part.hour() < state.peopleKeptFrom) {
            return false;
        }
        state.peopleSince = Math.min(state.peopleSince, part.hour());
        state.peopleCountriesOf(part.service()).add(part.country());
        store.add(part);
        return true;
    }

    /**
     * Whether people are known from the start of an outage on. Of the hour in which they begin only
     * a part may be known.
     */
    static boolean isKnown(MigrationState state, PeopleWindows windows) {
        return hour(windows.start()) > state.peopleSince;
    }

    /** Whether all who were seen since the start of an outage are still kept. */
    static boolean isKept(MigrationState state, PeopleWindows windows) {
        return hour(windows.start()) >= state.peopleKeptFrom;
    }

    private static long hour(long minute) {
        return Math.floorDiv(minute, HOUR);
    }

    /**
     * Forgets.
     *
     * @param now minute through which all is known
     */
    void forget(MigrationState state, PeopleStore store, long now) {
        long keepFrom = Math.max(hour(now) - LONGEST_HOURS, oldestWhole(state, now));
        if (state.peopleSince == Long.MAX_VALUE || keepFrom <= state.peopleKeptFrom) {
            return;
        }
        boolean nextDay =
                state.peopleKeptFrom == Long.MIN_VALUE
                        || Math.floorDiv(keepFrom, 24L) > Math.floorDiv(state.peopleKeptFrom, 24L);
        long from = nextDay ? keepFrom - 2 * LONGEST_HOURS : state.peopleKeptFrom;
        Review review = new Review(state, store, now);
        for (long hour = Math.max(from, state.peopleSince); hour < keepFrom; hour++) {
            review.of(hour);
        }
        state.peopleKeptFrom = keepFrom;
    }

    private long oldestWhole(MigrationState state, long now) {
        long oldest = hour(now) - KEPT_HOURS;
        for (Incident incident : state.incidents.values()) {
            if (Study.isOutage(incident) && !Study.isRetracted(incident)) {
                PeopleWindows windows = PeopleWindows.of(incident);
                if (!incident.settled() || !windows.isDue(1, now, lateness)) {
                    oldest = Math.min(oldest, hour(windows.start()));
                }
            }
        }
        return oldest;
    }

    /** What cohorts need of hours that are forgotten otherwise. */
    private final class Review {
        private final MigrationState state;
        private final PeopleStore store;
        private final List<Pending> pending = new ArrayList<>();
        private final Map<Key, long[]> cohorts = new HashMap<>();

        /** An outage whose cohorts are still asked for. */
        private record Pending(String source, Window outage, Window week) {
            boolean isFrom(String service) {
                return source.equals(service);
            }
        }

        /** A cohort. */
        private record Key(Pending outage, String destination, String country) {}

        Review(MigrationState state, PeopleStore store, long now) {
            this.state = state;
            this.store = store;
            for (Incident incident : state.incidents.values()) {
                if (!Study.isOutage(incident) || Study.isRetracted(incident)) {
                    continue;
                }
                PeopleWindows windows = PeopleWindows.of(incident);
                if (windows.end().isEmpty() || windows.isDue(28, now, lateness)) {
                    continue;
                }
                long end = windows.end().getAsLong();
                Window week =
                        new Window(end, windows.isDue(7, now, lateness) ? end : end + 7 * DAY);
                pending.add(new Pending(incident.service(), windows.outage(now), week));
            }
        }

        void of(long hour) {
            state.peopleCountries.forEach(
                    (service, countries) ->
                            countries.forEach(country -> of(service, country, hour)));
        }

        private void of(String service, String country, long hour) {
            PeopleHour people = store.get(service, country, hour);
            if (people == null) {
                return;
            }
            boolean registered = false;
            List<long[]> connected = new ArrayList<>();
            for (Pending outage : pending) {
                registered |= !outage.isFrom(service) && touches(outage.outage(), hour);
                if (touches(outage.week(), hour)) {
                    for (String destination : state.peopleCountries.keySet()) {
                        if (!outage.isFrom(destination)
                                && (outage.isFrom(service) || destination.equals(service))) {
                            connected.add(cohort(outage, destination, country));
                        }
                    }
                }
            }
            if (!registered && connected.isEmpty()) {
                store.remove(service, country, hour);
                return;
            }
            store.put(
                    service,
                    country,
                    hour,
                    people.forCohorts(
                            registered,
                            hash ->
                                    connected.stream()
                                            .anyMatch(c -> Arrays.binarySearch(c, hash) >= 0)));
        }

        private long[] cohort(Pending outage, String destination, String country) {
            return cohorts.computeIfAbsent(
                    new Key(outage, destination, country),
                    ignored ->
                            store.seen(destination, country, outage.outage(), Activity.REGISTERED)
                                    .hashes());
        }

        private static boolean touches(Window window, long hour) {
            return window.from() < (hour + 1) * HOUR && window.end() > hour * HOUR;
        }
    }
}
