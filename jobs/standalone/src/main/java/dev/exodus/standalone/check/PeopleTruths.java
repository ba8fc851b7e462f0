package dev.exodus.standalone.check;

import dev.exodus.core.migration.Activity;
import dev.exodus.core.migration.PeopleStore;
import dev.exodus.simulator.answer.PeopleKey;
import dev.exodus.simulator.answer.PeopleKey.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * What an answer key says of those whom an outage affected, and who moved to another service
 * because of it, by country: joined exactly, person by person. Beside it stands how much a sketch
 * of the size that the job uses may be off.
 */
final class PeopleTruths {
    /** Entries of the sketch of all who are known at the source, per country. */
    private static final double POPULATION = 4096;

    private static final EnumSet<Deed> SEEN = EnumSet.of(Deed.FAILED, Deed.CONNECTED);

    private final PeopleKey key;
    private final int countries;
    private final String source;
    private final String destination;
    private final Instant from;
    private final Instant end;
    private final Instant until;

    /**
     * @param destination null if nobody is asked for who moved
     * @param end of the outage, on full five minutes; as much of it as is known
     * @param until where those who come because of it are no longer looked for
     */
    PeopleTruths(
            PeopleKey key,
            int countries,
            String source,
            String destination,
            Instant from,
            Instant end,
            Instant until) {
        this.key = key;
        this.countries = countries;
        this.source = source;
        this.destination = destination;
        this.from = from;
        this.end = end;
        this.until = until;
    }

    /**
     * A figure of one country, or of all.
     *
     * @param seen people in the data that it rests on
     * @param value the figure
     * @param deviation what sketches add to it, standard deviation; 0 if they are exact
     * @param below how far below it the lower bound lies, about, because of the sample
     * @param above how far above it the upper bound
     */
    record Figure(long seen, double value, double deviation, double below, double above) {}

    /** A set of people by country, and the share of them that a sketch of it keeps. */
    private final class Set {
        private final long[] people;
        private final double[] kept = new double[countries];

        Set(String service, EnumSet<Deed> deeds, Instant begin, Instant close) {
            people = key.who(service, deeds, begin, close);
            long[] all = byCountry(people);
            long[] most = new long[countries];
            for (Deed deed : deeds) {
                long ofSize = Activity.valueOf(deed.name()).size();
                long[] inHour = key.mostInAnHour(service, deed, begin, close, countries);
                for (int c = 0; c < countries; c++) {
                    most[c] = Math.max(most[c], inHour[c] * PeopleStore.UNION / ofSize);
                }
            }
            for (int c = 0; c < countries; c++) {
                kept[c] = Math.min(1, (double) PeopleStore.UNION / Math.max(all[c], most[c]));
            }
        }
    }

    private long[] byCountry(long[] people) {
        long[] counts = new long[countries];
        for (long person : people) {
            counts[PeopleKey.country(person)]++;
        }
        return counts;
    }

    private Set set(String service, EnumSet<Deed> deeds, Instant begin, Instant close) {
        return new Set(service, deeds, begin, close);
    }

    /** Variance of the estimated size of a set of which a share is kept. */
    private static double variance(double size, double kept) {
        return size * (1 - kept) / kept;
    }

    /** Who could not connect to the source; all countries last. */
    List<Figure> affected() {
        Set affected = set(source, EnumSet.of(Deed.FAILED), from, end);
        return sampled(byCountry(affected.people), affected.kept);
    }

    /** Affected there and new here; all countries last. */
    List<Figure> migrated() {
        Set affected = set(source, EnumSet.of(Deed.FAILED), from, end);
        Set arrived = set(destination, EnumSet.of(Deed.REGISTERED), from, until);
        double[] kept = new double[countries];
        for (int c = 0; c < countries; c++) {
            kept[c] = Math.min(affected.kept[c], arrived.kept[c]);
        }
        return sampled(byCountry(PeopleKey.both(affected.people, arrived.people)), kept);
    }

    /**
     * People that those in the sample of the source stand for; all countries last.
     *
     * @param kept the share of them that sketches keep
     */
    private List<Figure> sampled(long[] seen, double[] kept) {
        double weight = key.weight(source);
        List<Figure> figures = new ArrayList<>();
        Figure all = new Figure(0, 0, 0, 0, 0);
        for (int c = 0; c < countries; c++) {
            double sample = (1 - kept[c] / weight) / kept[c];
            Figure one =
                    new Figure(
                            seen[c],
                            weight * seen[c],
                            weight * Math.sqrt(variance(seen[c], kept[c])),
                            2 * weight * Math.sqrt(seen[c] * sample),
                            // The bound of nobody is that of four, as Poisson's is; of all, once.
                            2 * weight * Math.sqrt((seen[c] + 4 / kept[c]) * sample));
            figures.add(one);
            all =
                    new Figure(
                            all.seen + one.seen,
                            all.value + one.value,
                            Math.hypot(all.deviation, one.deviation),
                            Math.hypot(all.below, one.below),
                            Math.hypot(Math.hypot(all.below, one.below), 4 * weight));
        }
        figures.add(all);
        return figures;
    }

    /** The same over chance; all countries last. */
    List<Figure> lift() {
        Set affected = set(source, EnumSet.of(Deed.FAILED), from, end);
        Set arrived = set(destination, EnumSet.of(Deed.REGISTERED), from, until);
        Set known = set(source, SEEN, from, until);
        long[] both = byCountry(PeopleKey.both(affected.people, arrived.people));
        long[] a = byCountry(affected.people);
        long[] b = byCountry(arrived.people);
        long[] n = byCountry(known.people);
        List<Figure> lifts = new ArrayList<>();
        double weight = key.weight(source);
        double chances = 0;
        double chanceVariance = 0;
        double bothVariance = 0;
        long seen = 0;
        for (int c = 0; c < countries; c++) {
            double chance = n[c] == 0 ? 0 : (double) a[c] * b[c] / n[c];
            double relative =
                    relative(a[c], affected.kept[c])
                            + relative(b[c], arrived.kept[c])
                            + relative(n[c], Math.min(known.kept[c], POPULATION / n[c]));
            double kept = Math.min(affected.kept[c], arrived.kept[c]);
            lifts.add(
                    lift(
                            both[c],
                            weight,
                            variance(both[c], kept),
                            chance,
                            chance * chance * relative));
            chances += chance;
            chanceVariance += chance * chance * relative;
            bothVariance += variance(both[c], kept);
            seen += both[c];
        }
        lifts.add(lift(seen, weight, bothVariance, chances, chanceVariance));
        return lifts;
    }

    private static Figure lift(
            long seen, double weight, double variance, double chance, double chanceVariance) {
        double value = chance > 0 ? weight * seen / chance : Double.NaN;
        double relative =
                (seen > 0 ? variance / ((double) seen * seen) : 0)
                        + (chance > 0 ? chanceVariance / (chance * chance) : 0);
        return new Figure(seen, value, value * Math.sqrt(relative), 0, 0);
    }

    private static double relative(long size, double kept) {
        return size == 0 ? 0 : variance(size, kept) / ((double) size * size);
    }

    /** Share of those who came during the outage who connected here on a day. */
    List<Figure> retained(int day) {
        return share(key.weight(destination), connected(destination, day - 1, day));
    }

    /** Who connected there again within seven days. */
    List<Figure> returned() {
        return share(key.weight(source), connected(source, 0, 7));
    }

    /** Who connected to both within seven days: the smaller sample is part of the larger. */
    List<Figure> both() {
        return share(
                Math.max(key.weight(source), key.weight(destination)),
                connected(source, 0, 7),
                connected(destination, 0, 7));
    }

    private Set connected(String service, int fromDay, int toDay) {
        return set(
                service,
                EnumSet.of(Deed.CONNECTED),
                end.plus(Duration.ofDays(fromDay)),
                end.plus(Duration.ofDays(toDay)));
    }

    private List<Figure> share(long weight, Set... connected) {
        Set cohort = set(destination, EnumSet.of(Deed.REGISTERED), from, end);
        long[] of = byCountry(cohort.people);
        long[] people = cohort.people;
        for (Set set : connected) {
            people = PeopleKey.both(people, set.people);
        }
        long[] seen = byCountry(people);
        List<Figure> shares = new ArrayList<>();
        double variances = 0;
        double ofVariances = 0;
        long allSeen = 0;
        long all = 0;
        for (int c = 0; c < countries; c++) {
            double kept = cohort.kept[c];
            for (Set set : connected) {
                kept = Math.min(kept, set.kept[c]);
            }
            double variance = variance(seen[c], kept);
            double ofVariance = variance(of[c], cohort.kept[c]);
            shares.add(share(weight, seen[c], variance, of[c], ofVariance));
            variances += variance;
            ofVariances += ofVariance;
            allSeen += seen[c];
            all += of[c];
        }
        shares.add(share(weight, allSeen, variances, all, ofVariances));
        return shares;
    }

    private static Figure share(
            long weight, long seen, double variance, long of, double ofVariance) {
        if (of == 0) {
            return new Figure(seen, Double.NaN, 0, 0, 0);
        }
        double value = (double) weight * seen / of;
        double relative =
                (seen > 0 ? variance / ((double) seen * seen) : 0)
                        + ofVariance / ((double) of * of);
        return new Figure(seen, Math.min(1, value), value * Math.sqrt(relative), 0, 0);
    }
}
