package dev.exodus.bench.migration;

import dev.exodus.core.migration.Cohort;
import dev.exodus.core.migration.MigratedPeople;
import dev.exodus.core.migration.People;
import dev.exodus.simulator.Stream;
import java.util.HashSet;
import java.util.Set;

/**
 * Sketches of made-up people against an exact join of the same people.
 *
 * @param trials seeded trials
 * @param scaledError root mean square of {@code (estimate / exact - 1) sqrt(retained)}
 * @param coverage share of the two-standard-deviation bounds that hold the exact number
 * @param retentionError greatest absolute error of a cohort's shares on day 7 and 28, returned and
 *     on both, in points, root mean square of each
 * @param liftError mean of the estimated lift over the exact one, less 1
 */
record PeopleScore(
        int trials, double scaledError, double coverage, double retentionError, double liftError) {
    private static final int SIZE = 4096;
    private static final int POPULATION = 400_000;

    /** Runs trials in which 20,000 to 120,000 were affected and 2 to 30 % of them moved. */
    static PeopleScore of(int trials, long seed) {
        double squares = 0;
        int held = 0;
        double lift = 0;
        double[] shares = new double[4];
        for (int i = 0; i < trials; i++) {
            Crowd crowd = Crowd.draw(new Stream().of(seed, 100, i));
            MigratedPeople people =
                    MigratedPeople.of(
                            crowd.affected.sketch(), crowd.arrived.sketch(), POPULATION, 1);
            double exact = crowd.affected.andExactly(crowd.arrived).size();
            squares += Math.pow(people.migrated() / exact - 1, 2) * people.retained();
            held += people.lo95() <= exact && exact <= people.hi95() ? 1 : 0;
            double chance =
                    (double) crowd.affected.exact.size() * crowd.arrived.exact.size() / POPULATION;
            lift += people.lift() / (exact / chance) - 1;
            double[] errors = crowd.shareErrors();
            for (int j = 0; j < shares.length; j++) {
                shares[j] += errors[j] * errors[j];
            }
        }
        double worst = 0;
        for (double sum : shares) {
            worst = Math.max(worst, 100 * Math.sqrt(sum / trials));
        }
        return new PeopleScore(
                trials, Math.sqrt(squares / trials), held / (double) trials, worst, lift / trials);
    }

    /** A set of people, exactly and as a sketch. */
    private static final class Group {
        private final Set<Long> exact = new HashSet<>();
        private final People.Builder builder = People.builder(SIZE);

        void add(long id) {
            exact.add(id);
            builder.add(id);
        }

        People sketch() {
            return builder.settled();
        }

        Set<Long> andExactly(Group other) {
            Set<Long> both = new HashSet<>(exact);
            both.retainAll(other.exact);
            return both;
        }
    }

    /** Who was affected, who arrived, and what those did later. */
    private static final class Crowd {
        private final Group affected = new Group();
        private final Group arrived = new Group();
        private final Group day7 = new Group();
        private final Group day28 = new Group();
        private final Group back = new Group();

        static Crowd draw(Stream random) {
            Crowd crowd = new Crowd();
            int affected = 20_000 + random.next(100_000);
            double moves = 0.02 + 0.28 * random.next();
            int others = 5_000 + random.next(40_000);
            double stays = 0.2 + 0.6 * random.next();
            double keepsBoth = 0.3 + 0.6 * random.next();
            long first = random.nextLong();
            for (int i = 0; i < affected + others; i++) {
                boolean wasAffected = i < affected;
                if (wasAffected) {
                    crowd.affected.add(first + i);
                }
                boolean came = !wasAffected || random.next() < moves;
                if (came) {
                    crowd.arrived.add(first + i);
                }
                // Old users of the destination are active there, too.
                if (came ? random.next() < stays : random.next() < 0.2) {
                    crowd.day7.add(first + i);
                }
                if (came ? random.next() < stays * 0.8 : random.next() < 0.2) {
                    crowd.day28.add(first + i);
                }
                if (random.next() < keepsBoth) {
                    crowd.back.add(first + i);
                }
            }
            return crowd;
        }

        double[] shareErrors() {
            Cohort cohort = new Cohort(arrived.sketch());
            double all = arrived.exact.size();
            Set<Long> both = arrived.andExactly(day7);
            both.retainAll(back.exact);
            return new double[] {
                cohort.active(day7.sketch(), 1).value() - arrived.andExactly(day7).size() / all,
                cohort.active(day28.sketch(), 1).value() - arrived.andExactly(day28).size() / all,
                cohort.returned(back.sketch(), 1).value() - arrived.andExactly(back).size() / all,
                cohort.multihoming(day7.sketch(), back.sketch(), 1).value() - both.size() / all
            };
        }
    }
}
