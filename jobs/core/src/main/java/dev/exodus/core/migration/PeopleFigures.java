package dev.exodus.core.migration;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What is told of people who moved from one service to another because of an outage: all countries
 * of it at once, since what may be told of one depends on the others. Figures that speak of fewer
 * than {@link Suppression#K} people leave this class withheld.
 */
final class PeopleFigures {
    private static final String ALL = Question.ALL;

    /** Entries from which N is estimated: 1.6 % is enough for it, and all users are many. */
    private static final int POPULATION = 4096;

    private final PeopleStore store;
    private final String source;
    private final String destination;
    private final Collection<String> countries;
    private final PeopleWindows windows;
    private final long now;
    private final long lateness;
    private final Map<String, Cohort> cohorts = new HashMap<>();
    private final Map<String, PeopleStore.Sample> back = new HashMap<>();

    /**
     * @param countries of the destination, without *
     * @param now minute through which people are looked at
     * @param lateness minutes after which nothing changes any more
     */
    PeopleFigures(
            PeopleStore store,
            String source,
            String destination,
            Collection<String> countries,
            PeopleWindows windows,
            long now,
            long lateness) {
        this.store = store;
        this.source = source;
        this.destination = destination;
        this.countries = countries;
        this.windows = windows;
        this.now = now;
        this.lateness = lateness;
    }

    private <T> PublishedTable<T> table(
            Function<String, T> figure,
            T none,
            BiFunction<T, T, T> plus,
            ToDoubleFunction<T> seen) {
        return PublishedTable.of(countries, figure, none, plus, seen);
    }

    private PublishedTable<Cohort.Share> shares(
            int dueDays, long after, Function<String, Cohort.Share> figure) {
        return windows.isDue(dueDays, now, lateness) && !windows.isDue(dueDays, after, lateness)
                ? table(figure, Cohort.Share.NONE, Cohort.Share::plus, Cohort.Share::seen)
                : null;
    }

    /**
     * All columns by country, * among them.
     *
     * @param after a minute: what was due by then is not worked out
     */
    Map<String, PeopleColumns> columns(long after) {
        PublishedTable<MigratedPeople> migrated =
                windows.isDue(1, after, lateness)
                        ? null
                        : table(
                                this::migrated,
                                MigratedPeople.NONE,
                                MigratedPeople::plus,
                                MigratedPeople::seen);
        PublishedTable<Cohort.Share> day1 = shares(1, after, country -> retained(country, 1));
        PublishedTable<Cohort.Share> day7 = shares(7, after, country -> retained(country, 7));
        PublishedTable<Cohort.Share> day28 = shares(28, after, country -> retained(country, 28));
        PublishedTable<Cohort.Share> returned = shares(7, after, this::returned);
        PublishedTable<Cohort.Share> both = shares(7, after, this::both);
        OptionalLong next = windows.nextDue(now, lateness);
        Instant dueAt = next.isEmpty() ? null : Instant.ofEpochSecond(60 * next.getAsLong());
        Map<String, PeopleColumns> columns = new HashMap<>();
        for (String country : countries) {
            columns.put(
                    country, columns(country, migrated, dueAt, day1, day7, day28, returned, both));
        }
        columns.put(ALL, columns(ALL, migrated, dueAt, day1, day7, day28, returned, both));
        return columns;
    }

    @SafeVarargs
    private static PeopleColumns columns(
            String country,
            PublishedTable<MigratedPeople> migrated,
            Instant dueAt,
            PublishedTable<Cohort.Share>... shares) {
        boolean suppressed = migrated != null && migrated.isWithheld(country);
        Double[] values = new Double[shares.length];
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] != null) {
                Cohort.Share share = shares[i].get(country);
                values[i] = share == null ? null : known(share.value());
                suppressed |= shares[i].isWithheld(country);
            }
        }
        MigratedPeople people = migrated == null ? null : migrated.get(country);
        return new PeopleColumns(
                people == null ? null : Suppression.rounded(people.migrated()),
                people == null ? null : Suppression.rounded(people.lo95()),
                people == null ? null : Suppression.rounded(people.hi95()),
                people == null ? null : known(people.lift()),
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                dueAt,
                suppressed);
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private MigratedPeople migrated(String country) {
        Window main = windows.main(now);
        Window outage = windows.outage(now);
        People seen =
                store.seen(POPULATION, source, country, main, Activity.FAILED, Activity.CONNECTED);
        PeopleStore.Sample affected = store.sample(source, country, outage, Activity.FAILED);
        return MigratedPeople.of(
                affected.people(),
                store.seen(destination, country, main, Activity.REGISTERED),
                seen.count(),
                affected.weight());
    }

    private Cohort cohort(String country) {
        return cohorts.computeIfAbsent(
                country,
                ignored ->
                        new Cohort(
                                store.seen(
                                        destination,
                                        country,
                                        windows.outage(now),
                                        Activity.REGISTERED)));
    }

    private Cohort.Share retained(String country, int day) {
        PeopleStore.Sample there =
                store.sample(destination, country, windows.day(day), Activity.CONNECTED);
        return cohort(country).active(there.people(), there.weight());
    }

    private PeopleStore.Sample backAtSource(String country) {
        return back.computeIfAbsent(
                country,
                ignored -> store.sample(source, country, windows.days(7), Activity.CONNECTED));
    }

    private Cohort.Share returned(String country) {
        PeopleStore.Sample back = backAtSource(country);
        return cohort(country).returned(back.people(), back.weight());
    }

    /**
     * Who is sampled is a hash of the person, so the smaller sample is part of the larger one, and
     * a person is in both as often as in the smaller one.
     */
    private Cohort.Share both(String country) {
        PeopleStore.Sample there =
                store.sample(destination, country, windows.days(7), Activity.CONNECTED);
        PeopleStore.Sample back = backAtSource(country);
        return cohort(country)
                .multihoming(
                        there.people(), back.people(), Math.max(there.weight(), back.weight()));
    }
}
