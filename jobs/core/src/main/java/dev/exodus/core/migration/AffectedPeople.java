package dev.exodus.core.migration;

import dev.exodus.core.migration.MigrationState.ToldPeople;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentPeople;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How many people each outage affected: who failed to connect to the service while it lasted. It
 * asks for no destination, so it is told where there is one service only, too.
 *
 * <p>All countries are told of at once, every five minutes, since what may be told of one depends
 * on the others. The figures are settled once the incident is and the hours that it touches can no
 * longer change: of an hour with more people than a sketch keeps, the part before the outage's end
 * is another sample than the whole.
 */
final class AffectedPeople {
    private final MigrationSettings settings;
    private final MigrationFacts facts;

    AffectedPeople(MigrationSettings settings) {
        this.settings = settings;
        this.facts = new MigrationFacts(settings);
    }

    /**
     * Tells what is due.
     *
     * @param clock minute through which people are known
     */
    void tell(MigrationState state, PeopleStore store, long clock, MigrationOutput out) {
        for (Incident incident : state.incidents.values()) {
            if (Study.isOutage(incident)) {
                tell(state, store, incident, clock, out);
            }
        }
    }

    private void tell(
            MigrationState state,
            PeopleStore store,
            Incident incident,
            long clock,
            MigrationOutput out) {
        ToldPeople before = state.toldPeople.get(incident.incidentId());
        if (Study.isRetracted(incident)) {
            if (before != null) {
                withdraw(incident, before.countries(), before.through(), out);
                out.told(facts.nobody(incident, Question.ALL, before.through()));
                state.toldPeople.remove(incident.incidentId());
            }
            return;
        }
        PeopleWindows windows = PeopleWindows.of(incident);
        long settles = windows.affectedSettle(settings.allowedLateness());
        ToldPeople now =
                new ToldPeople(
                        Migrations.version(incident),
                        windows.start(),
                        windows.end().orElse(ToldPeople.OPEN),
                        Math.min(clock, settles),
                        incident.settled() && clock >= settles,
                        Set.of());
        // What was told of people who are forgotten stays told.
        if (isDue(before, now)
                && PeopleMemory.isKnown(state, windows)
                && PeopleMemory.isKept(state, windows)) {
            Set<String> countries = tell(state, store, incident, windows, now, out);
            if (before != null) {
                Set<String> gone = new TreeSet<>(before.countries());
                gone.removeAll(countries);
                withdraw(incident, gone, now.through(), out);
            }
            state.toldPeople.put(incident.incidentId(), now.of(countries));
        }
    }

    private static boolean isDue(ToldPeople before, ToldPeople now) {
        long through = PeopleWindows.floor(now.through());
        if (through <= now.start()) {
            return false;
        }
        boolean sameWindow =
                before != null && before.start() == now.start() && before.end() == now.end();
        return !sameWindow
                || now.settled() != before.settled()
                || (now.settled()
                        ? now.version() != before.version()
                        : through > PeopleWindows.floor(before.through()));
    }

    /** Tells of all countries in which anybody was seen at the service, and returns these. */
    private Set<String> tell(
            MigrationState state,
            PeopleStore store,
            Incident incident,
            PeopleWindows windows,
            ToldPeople now,
            MigrationOutput out) {
        Window window = windows.outage(PeopleWindows.floor(now.through()));
        Set<String> countries =
                state.peopleCountriesOf(incident.service()).stream()
                        .filter(country -> store.isSeen(incident.service(), country, window))
                        .collect(Collectors.toCollection(TreeSet::new));
        PublishedTable<SampledPeople> table =
                PublishedTable.of(
                        countries,
                        country -> failed(store, incident.service(), country, window),
                        SampledPeople.NONE,
                        SampledPeople::plus,
                        SampledPeople::seen);
        for (String country : table.values().keySet()) {
            SampledPeople people = table.get(country);
            IncidentPeople row =
                    facts.people(incident, country, people, now.through(), now.settled());
            out.told(row);
            if (now.settled()) {
                out.settled(row);
            }
        }
        return countries;
    }

    private static SampledPeople failed(
            PeopleStore store, String service, String country, Window window) {
        PeopleStore.Sample failed = store.sample(service, country, window, Activity.FAILED);
        return SampledPeople.of(failed.people(), failed.weight());
    }

    private void withdraw(
            Incident incident, Set<String> countries, long through, MigrationOutput out) {
        for (String country : countries) {
            out.told(facts.nobody(incident, country, through));
        }
    }
}
