package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * People of a few countries, some with hardly any: who fail to connect to a, register at b, stay
 * there and connect to a again. One in ten is sampled at a and one in four at b, by a hash of the
 * person. What is asked of them can be counted exactly.
 */
final class Movers {
    static final List<String> COUNTRIES = List.of("*", "AT", "DE", "ES", "FR", "NL");
    static final long WEIGHT_A = 10;
    static final long WEIGHT_B = 4;
    static final long FROM = MigrationStory.START + 1;
    static final long TO = MigrationStory.END + 2;

    /** The windows on full five minutes. */
    static final long START5 = MigrationStory.START;

    static final long END5 = MigrationStory.END + 5;
    private static final long DAY = 1440;

    /** Somebody was seen. */
    record Event(
            String service,
            String country,
            Activity activity,
            long person,
            long minute,
            long weight) {}

    final List<Event> events = new ArrayList<>();
    private final Random random;

    Movers(Random random) {
        this.random = random;
        long first = 1;
        for (String country : COUNTRIES.subList(1, COUNTRIES.size())) {
            int people = country.equals("DE") ? 20_000 : random.nextInt(3) * random.nextInt(4_000);
            for (int i = 0; i < people; i++) {
                live(country, first++);
            }
            long long_ago = START5 - 180;
            see("a", country, Activity.CONNECTED, first++ * WEIGHT_A, long_ago);
        }
    }

    private void live(String country, long person) {
        if (random.nextInt(4) > 0) {
            see("a", country, Activity.FAILED, person, between(START5 - 30, END5 + 30));
        }
        see("a", country, Activity.CONNECTED, person, between(END5 - 60, END5 + 300));
        if (random.nextInt(5) == 0) {
            long registered = between(START5 - 20, END5 + DAY + 20);
            see("b", country, Activity.REGISTERED, person, registered);
            long lastDay = 1 + random.nextInt(40);
            for (long day = 0; day < 30; day++) {
                long at = between(END5 + (day - 1) * DAY, END5 + day * DAY);
                if (day <= lastDay && at > registered) {
                    see("b", country, Activity.CONNECTED, person, at);
                }
            }
            if (random.nextInt(3) > 0) {
                long back = between(END5, END5 + 8 * DAY);
                see("a", country, Activity.CONNECTED, person, back);
            }
        }
    }

    private long between(long from, long end) {
        return from + random.nextInt((int) (end - from));
    }

    private void see(String service, String country, Activity activity, long person, long minute) {
        long weight =
                activity == Activity.REGISTERED ? 1 : service.equals("a") ? WEIGHT_A : WEIGHT_B;
        // Twenty is a multiple of neither: the samples are nested by rank.
        if (person * 7919 % 20 < 20 / weight) {
            events.add(new Event(service, country, activity, person, minute, weight));
        }
    }

    static PeopleBundle add(PeopleBundle bundle, Event event) {
        bundle.add(
                event.service(),
                event.country(),
                event.activity(),
                event.person(),
                event.minute() * 60_000 + 1,
                event.weight());
        return bundle;
    }

    /** Who was seen in a window. */
    Set<Long> seen(String service, String country, Activity activity, long from, long end) {
        Set<Long> people = new HashSet<>();
        for (Event event : events) {
            if (event.service().equals(service)
                    && event.country().equals(country)
                    && event.activity() == activity
                    && event.minute() >= from
                    && event.minute() < end) {
                people.add(event.person());
            }
        }
        return people;
    }

    static Set<Long> and(Set<Long> a, Set<Long> b) {
        Set<Long> both = new HashSet<>(a);
        both.retainAll(b);
        return both;
    }

    /** Those in the data who were affected and arrived, by country. */
    TreeMap<String, Long> migrated() {
        return count(
                country ->
                        and(
                                seen("a", country, Activity.FAILED, START5, END5),
                                seen("b", country, Activity.REGISTERED, START5, END5 + DAY)));
    }

    /** Those in the data who were affected, by country. */
    TreeMap<String, Long> affected() {
        return count(country -> seen("a", country, Activity.FAILED, START5, END5));
    }

    Set<Long> cohort(String country) {
        return seen("b", country, Activity.REGISTERED, START5, END5);
    }

    /** Those of the cohort in the data who connected to b on a day, by country. */
    TreeMap<String, Long> retained(int day) {
        return count(
                country ->
                        and(
                                cohort(country),
                                seen(
                                        "b",
                                        country,
                                        Activity.CONNECTED,
                                        END5 + (day - 1) * DAY,
                                        END5 + day * DAY)));
    }

    TreeMap<String, Long> returned() {
        return count(
                country ->
                        and(
                                cohort(country),
                                seen("a", country, Activity.CONNECTED, END5, END5 + 7 * DAY)));
    }

    TreeMap<String, Long> both() {
        return count(
                country ->
                        and(
                                and(
                                        cohort(country),
                                        seen(
                                                "a",
                                                country,
                                                Activity.CONNECTED,
                                                END5,
                                                END5 + 7 * DAY)),
                                seen("b", country, Activity.CONNECTED, END5, END5 + 7 * DAY)));
    }

    private static TreeMap<String, Long> count(
            java.util.function.Function<String, Set<Long>> people) {
        TreeMap<String, Long> counts = new TreeMap<>();
        long all = 0;
        for (String country : COUNTRIES.subList(1, COUNTRIES.size())) {
            long count = people.apply(country).size();
            counts.put(country, count);
            all += count;
        }
        counts.put("*", all);
        return counts;
    }
}
