package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentPeople;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Service a fails on day 31 from 18:30 to 20:00, and as many again as come to b ordinarily come
 * until 21:00; 31 days of history before, in which levels wander.
 */
final class MigrationStory implements MigrationOutput {
    static final long DAY = 1440;
    static final long START = 31 * DAY + 18 * 60 + 30;
    static final long END = START + 90;
    static final long LATENESS = 10;
    static final long SETTLES = END + DAY + LATENESS;
    static final long CODES_SETTLED = 40;
    static final long LEARNT_TO = 31 * DAY + 600;
    static final List<String> COUNTRIES = List.of("*", "DE", "ES");

    final MigrationState state = new MigrationState();
    final Map<String, MinutesOfDay> kept = new HashMap<>();
    final List<Fact> told = new ArrayList<>();
    final List<Fact> settled = new ArrayList<>();
    final Map<String, PeopleHour> hours = new TreeMap<>();
    final Map<String, CodesOfHour> codes = new HashMap<>();
    final Map<String, Migration> rows = new HashMap<>();
    final Migrations migrations;
    private final List<String> countries;

    /** Services do not share identities. */
    MigrationStory() {
        this(false, COUNTRIES);
    }

    MigrationStory(boolean sharedIdentities, List<String> countries) {
        this.countries = countries;
        migrations = new Migrations(settings(sharedIdentities));
    }

    static MigrationSettings settings(boolean sharedIdentities) {
        return new MigrationSettings(LATENESS, CODES_SETTLED, "1", 1, sharedIdentities);
    }

    final MinuteStore days =
            new MinuteStore() {
                @Override
                public MinutesOfDay get(String service, String country, long day) {
                    MinutesOfDay minutes = kept.get(service + country + day);
                    return minutes == null ? null : minutes.copy();
                }

                @Override
                public void put(String service, String country, long day, MinutesOfDay minutes) {
                    kept.put(service + country + day, minutes);
                }

                @Override
                public void remove(String service, String country, long day) {
                    kept.remove(service + country + day);
                }
            };

    final MigrationStores stores =
            new MigrationStores(
                    days,
                    new PeopleStore() {
                        @Override
                        public PeopleHour get(String service, String country, long hour) {
                            return hours.get(service + country + hour);
                        }

                        @Override
                        public void put(
                                String service, String country, long hour, PeopleHour people) {
                            hours.put(service + country + hour, people);
                        }

                        @Override
                        public void remove(String service, String country, long hour) {
                            hours.remove(service + country + hour);
                        }
                    },
                    new CodeStore() {
                        @Override
                        public CodesOfHour get(String service, String country, long hour) {
                            CodesOfHour known = codes.get(service + country + hour);
                            return known == null ? null : known.copy();
                        }

                        @Override
                        public void put(
                                String service, String country, long hour, CodesOfHour known) {
                            codes.put(service + country + hour, known);
                        }

                        @Override
                        public void remove(String service, String country, long hour) {
                            codes.remove(service + country + hour);
                        }
                    },
                    new SettledRows() {
                        @Override
                        public Migration get(String question) {
                            return rows.get(question);
                        }

                        @Override
                        public void put(String question, Migration row) {
                            rows.put(question, row);
                        }

                        @Override
                        public void remove(String question) {
                            rows.remove(question);
                        }
                    });

    MigrationStory learnt() {
        Map<String, MinuteSeries> learnt = new TreeMap<>();
        for (String country : countries) {
            double[] counts = new double[(int) LEARNT_TO];
            for (int t = 0; t < counts.length; t++) {
                counts[t] = came(country, t);
            }
            learnt.put(country, MinuteSeries.of(0, counts));
        }
        migrations.learnt(state, days, new LearntRegistrations(Map.of("b", learnt)));
        return this;
    }

    /** Registrations that come to b in a minute, the outage's included. */
    static long came(String country, long minute) {
        double share = country.equals("*") ? 1 : country.equals("DE") ? .75 : .25;
        double rise = minute >= START && minute < END + 60 ? 1 : 0;
        double ordinary = Weeks.ordinary(minute) * Weeks.wander(minute, 700);
        return Math.round(share * (ordinary + rise * Weeks.ordinary(minute)));
    }

    /** What the outage brought to all countries through a minute, exclusive. */
    static double truth(long through) {
        double sum = 0;
        for (long minute = START; minute < Math.min(through, END + 60); minute++) {
            sum += Weeks.ordinary(minute);
        }
        return sum;
    }

    void take(Fact fact) {
        migrations.take(state, stores, fact, this);
    }

    void take(PeoplePart part) {
        migrations.people(state, stores, part);
    }

    void peopleThrough(long minute) {
        migrations.peopleThrough(state, stores, minute, this);
    }

    @Override
    public void told(Fact row) {
        told.add(row);
    }

    @Override
    public void settled(Fact row) {
        settled.add(row);
    }

    /** The newest row of each key, as a store keeps them. */
    static Map<String, Fact> newest(List<Fact> facts) {
        Map<String, Fact> newest = new TreeMap<>();
        for (Fact fact : facts) {
            newest.merge(key(fact), fact, (a, b) -> b.revision() >= a.revision() ? b : a);
        }
        return newest;
    }

    private static String key(Fact fact) {
        if (fact instanceof IncidentPeople people) {
            return people.incidentId() + people.country();
        }
        return fact instanceof Migration row
                ? row.incidentId() + row.destination() + row.country()
                : ((MigrationMinute) fact).incidentId()
                        + ((MigrationMinute) fact).destination()
                        + ((MigrationMinute) fact).country()
                        + ((MigrationMinute) fact).time();
    }

    Migration row(String country) {
        Map<String, Migration> rows = new LinkedHashMap<>();
        told.stream()
                .filter(Migration.class::isInstance)
                .map(Migration.class::cast)
                .forEach(row -> rows.put(row.country(), row));
        return rows.get(country);
    }

    static RegistrationMinute minute(String country, long minute, long count, long revision) {
        return new RegistrationMinute(
                "b", country, "*", at(minute), 0, count, 0, null, 60, true, 1, revision);
    }

    /** All rows of a minute as they are in the end. */
    static List<RegistrationMinute> minutes(long minute) {
        List<RegistrationMinute> rows = new ArrayList<>();
        for (String country : COUNTRIES) {
            rows.add(minute(country, minute, came(country, minute), 2));
        }
        return rows;
    }

    static Tick tick(long through) {
        return new Tick("signup", "b", at(through), 1, 60 * through);
    }

    static Incident open(long revision) {
        return incident("a", "outage", at(START), null, false, revision);
    }

    static Incident over(boolean settled, long revision) {
        return incident("a", "outage", at(START), at(END), settled, revision);
    }

    static Incident incident(
            String service, String kind, Instant from, Instant to, boolean settled, long revision) {
        String until = to == null ? "null" : "\"" + to + "\"";
        return new Incident(
                "i" + service + kind,
                service,
                kind,
                "down",
                "critical",
                from,
                from,
                to,
                1,
                100,
                .01,
                1e-9,
                99,
                "rate",
                "[{\"start\":\"" + from + "\",\"end\":" + until + "}]",
                null,
                null,
                false,
                settled,
                from,
                "1",
                1,
                revision);
    }

    static Mark news(Instant from, Instant to) {
        return new Mark("m", "news", null, null, null, from, to, "news", null, false, 1, 1);
    }

    static Instant at(long minute) {
        return Instant.ofEpochSecond(60 * minute);
    }
}
