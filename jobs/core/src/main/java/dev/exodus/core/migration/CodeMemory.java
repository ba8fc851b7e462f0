package dev.exodus.core.migration;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.Tick;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes in what became of codes, says how far it is known, and forgets it: after as long as people
 * are kept, unless the window of an outage is still open, and after {@value
 * PeopleMemory#LONGEST_HOURS} h at the latest.
 */
final class CodeMemory {
    private static final long HOUR = CodesOfHour.MINUTES;

    private final long settled;

    /**
     * @param settled minutes after which nothing is known anew of the codes of a minute
     */
    CodeMemory(long settled) {
        this.settled = settled;
    }

    /**
     * Takes a row of the funnel, of all carriers.
     *
     * @return whether it is newer than what was known, and its hour is not forgotten
     */
    boolean take(MigrationState state, CodeStore store, SmsFunnel row, long version) {
        long minute = Study.minute(row.time());
        state.codesSince.merge(row.service(), minute, Math::min);
        CodesOfHour codes = hour(state, store, row.service(), row.country(), minute);
        if (codes == null || !codes.put((int) Math.floorMod(minute, HOUR), row, version)) {
            return false;
        }
        store.put(row.service(), row.country(), Math.floorDiv(minute, HOUR), codes);
        return true;
    }

    /** Takes a row of the rates, of all platforms, likewise. */
    boolean take(MigrationState state, CodeStore store, SmsMinute row, long version) {
        long minute = Study.minute(row.time());
        CodesOfHour codes = hour(state, store, row.service(), row.country(), minute);
        if (codes == null || !codes.put((int) Math.floorMod(minute, HOUR), row, version)) {
            return false;
        }
        store.put(row.service(), row.country(), Math.floorDiv(minute, HOUR), codes);
        return true;
    }

    /** An hour as it is known; null if it is forgotten. */
    private static CodesOfHour hour(
            MigrationState state, CodeStore store, String service, String country, long minute) {
        long hour = Math.floorDiv(minute, HOUR);
        if (hour < state.codesKeptFrom.getOrDefault(service, Long.MIN_VALUE)) {
            return null;
        }
        state.codeHours.merge(service, hour, Math::min);
        state.codeCountries.computeIfAbsent(service, ignored -> new TreeSet<>()).add(country);
        CodesOfHour codes = store.get(service, country, hour);
        return codes == null ? new CodesOfHour() : codes;
    }

    /** Whether a tick is one of codes. */
    static boolean reads(Tick tick) {
        return tick.feed().equals(Tick.FUNNEL) || tick.feed().equals(Feed.SMS.wireName());
    }

    /**
     * Takes a tick of codes.
     *
     * @return whether they are known farther
     */
    static boolean take(MigrationState state, Tick tick) {
        Map<String, Long> clocks =
                tick.feed().equals(Tick.FUNNEL) ? state.funnelClocks : state.smsClocks;
        long minute = Study.minute(tick.through());
        Long before = clocks.get(tick.service());
        if (before != null && minute <= before) {
            return false;
        }
        clocks.put(tick.service(), minute);
        return true;
    }

    /**
     * Minute through which the codes of a service are known, exclusive, save for what may come
     * late; null if it has none, or if not both jobs that tell of them have told anything.
     */
    static Long through(MigrationState state, String service) {
        Long funnel = state.funnelClocks.get(service);
        Long rates = state.smsClocks.get(service);
        return funnel == null || rates == null ? null : (Long) Math.min(funnel, rates);
    }

    /** Whether codes are known from before the start of an outage on. */
    static boolean isKnown(MigrationState state, String service, long start) {
        return through(state, service) != null
                && state.codesSince.getOrDefault(service, Long.MAX_VALUE) <= start;
    }

    /** Whether all that is asked for of an outage is still kept. */
    static boolean isKept(MigrationState state, String service, long start) {
        long first = Math.max(start - CodeFigures.BEFORE, state.codesSince.get(service));
        return Math.floorDiv(first, HOUR)
                >= state.codesKeptFrom.getOrDefault(service, Long.MIN_VALUE);
    }

    /** Forgets what no outage asks for any more, by the lesser of all clocks of a service. */
    void forget(MigrationState state, CodeStore store, String service) {
        Long through = through(state, service);
        Long first = state.codeHours.get(service);
        if (through == null || first == null || state.clocks.isEmpty()) {
            return;
        }
        long now = Math.min(through, Collections.max(state.clocks.values()));
        long keepFrom =
                Math.max(
                        Math.floorDiv(now, HOUR) - PeopleMemory.LONGEST_HOURS,
                        oldest(state, service, now));
        Set<String> countries = state.codeCountries.get(service);
        for (long hour = first; hour < keepFrom; hour++) {
            for (String country : countries) {
                store.remove(service, country, hour);
            }
        }
        if (keepFrom > first) {
            state.codeHours.put(service, keepFrom);
            state.codesKeptFrom.put(service, keepFrom);
        }
    }

    private long oldest(MigrationState state, String service, long now) {
        long oldest = now - PeopleMemory.KEPT_HOURS * HOUR;
        for (Incident incident : state.incidents.values()) {
            if (!Study.isOutage(incident)
                    || Study.isRetracted(incident)
                    || incident.service().equals(service)) {
                continue;
            }
            boolean open =
                    !incident.settled()
                            || Study.end(incident).isEmpty()
                            || Study.end(incident).getAsLong() + CodeFigures.BEFORE + settled > now;
            if (open) {
                oldest = Math.min(oldest, Study.minute(incident.startedAt()) - CodeFigures.BEFORE);
            }
        }
        return Math.floorDiv(oldest, HOUR);
    }
}
