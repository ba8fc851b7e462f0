package dev.exodus.core.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.schemas.facts.SmsFunnel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuppressedTest {
    @Test
    void theBetaDistributionIsTheKnownOne() {
        // Beta(1, 1) is uniform; Beta(2, 1) has x^2; Beta(.5, .5) is the arcsine law.
        assertThat(new Beta(1, 1).cumulative(.3)).isCloseTo(.3, within(1e-12));
        assertThat(new Beta(2, 1).cumulative(.3)).isCloseTo(.09, within(1e-12));
        assertThat(new Beta(.5, .5).cumulative(.3))
                .isCloseTo(2 / Math.PI * Math.asin(Math.sqrt(.3)), within(1e-12));
        // I_x(a, b) of whole numbers is a binomial tail: a = 3, b = 4, x = .4, n = 6, k >= 3.
        assertThat(new Beta(3, 4).cumulative(.4)).isCloseTo(.45568, within(1e-10));
        assertThat(new Beta(3, 4).quantile(.45568)).isCloseTo(.4, within(1e-10));
    }

    @Test
    void aLargeBetaIsNearlyNormal() {
        Beta beta = new Beta(976_000, 24_000);
        double sd = Math.sqrt(.976 * .024 / 1_000_001);
        assertThat(beta.quantile(.975)).isCloseTo(.976 + 1.96 * sd, within(.02 * sd));
        assertThat(beta.quantile(.025)).isCloseTo(.976 - 1.96 * sd, within(.02 * sd));
    }

    @Test
    void suppressedIsWhatCalmTimesWouldHaveGivenLessWhatCame() {
        Suppressed suppressed = Suppressed.of(1_000, 600, 10_000, 9_000);
        assertThat(suppressed.calmConversion()).isCloseTo(.9, within(1e-4));
        assertThat(suppressed.registrations()).isCloseTo(300, within(.1));
        // Normal: variance of c0 and of 1,000 people, 1000^2 * .09 / 10000 + 1000 * .09.
        double half = 1.96 * Math.sqrt(9 + 90);
        assertThat(suppressed.lo95()).isCloseTo(300 - half, within(1.));
        assertThat(suppressed.hi95()).isCloseTo(300 + half, within(1.));
    }

    @Test
    void withoutCalmTimesTheIntervalIsAsWideAsCanBe() {
        Suppressed suppressed = Suppressed.of(1_000, 500, 0, 0);
        assertThat(suppressed.lo95()).isCloseTo(-500, within(5.));
        assertThat(suppressed.hi95()).isCloseTo(500, within(5.));
    }

    @Test
    void aNegativeNumberOfPeopleIsRefused() {
        assertThatThrownBy(() -> Suppressed.of(-1, 0, 10, 9))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyMeansNothingSuppressed() {
        Suppressed none = Suppressed.of(0, 0, 100, 98);
        assertThat(none.registrations()).isZero();
        assertThat(none.lo95()).isZero();
        assertThat(none.hi95()).isZero();
    }

    @Test
    void theIntervalHoldsTheTruthNineteenTimesInTwenty() {
        Random random = new Random(8);
        int held = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            long calm = binomial(random, 400, .97);
            long wouldVerify = binomial(random, 600, .97);
            long verified = binomial(random, (int) wouldVerify, .6);
            Suppressed estimate = Suppressed.of(600, verified, 400, calm);
            double truth = wouldVerify - verified;
            held += estimate.lo95() <= truth && truth <= estimate.hi95() ? 1 : 0;
        }
        assertThat(held / (double) runs).isBetween(.93, .97);
    }

    @Test
    void minutesInWhichCodesWereStuckAreComparedWithTheOthers() {
        List<SmsFunnel> rows = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            rows.add(
                    minute < 15
                            ? row(minute, 100, 98, 98, 0, 5_000L)
                            : row(minute, 150, 120, 60, 50, 90_000L));
        }
        SuppressedEstimate estimate = estimate(rows);
        // Calm are minutes 5 to 9; of those before nobody knows what was around them.
        assertThat(estimate.suppressed().people()).isEqualTo(20 * 100);
        assertThat(estimate.suppressed().registrations()).isCloseTo(15 * 38, within(15.));
        assertThat(estimate.ofRawRequests().registrations()).isCloseTo(15 * 87, within(15.));
    }

    @Test
    void aMinuteWithoutRequestsIsCalmAndOneWithoutDeliveriesIsNot() {
        assertThat(Congestion.isStuck(row(0, 0, 0, 0, 0, null))).isFalse();
        assertThat(Congestion.isStuck(row(0, 10, 0, 0, 0, null))).isTrue();
        assertThat(Congestion.isStuck(row(0, 10, 10, 9, 0, 61_000L))).isTrue();
        assertThat(Congestion.isStuck(row(0, 5, 0, 0, 0, null))).as("chance").isFalse();
    }

    @Test
    void theFiveMinutesOnBothSidesOfOneThatIsStuckAreNotCalm() {
        List<SmsFunnel> rows = new ArrayList<>();
        for (int minute = -10; minute < 50; minute++) {
            rows.add(row(minute, 10, minute == 20 ? 0 : 10, 0, 0, null));
        }
        Congestion congestion = new Congestion(rows);
        for (int minute = 0; minute < 40; minute++) {
            assertThat(congestion.isCalm(Instant.ofEpochSecond(minute * 60 + 59)))
                    .as("minute %d", minute)
                    .isEqualTo(minute < 15 || minute > 25);
        }
    }

    @Test
    void whereDemandGrowsWhoAsksAgainIsNotMissing() {
        // Of the requests of every minute nine in ten are verified, the others ask again a minute
        // later, so all people end up registered; demand grows by half every minute. As V / U it
        // would be 96 %.
        List<SmsFunnel> rows = new ArrayList<>();
        double people = 1_000;
        double unlucky = 0;
        for (int minute = 0; minute < 30; minute++) {
            double requests = people + unlucky;
            long retries = Math.round(unlucky);
            unlucky = requests * .1;
            long verified = Math.round(requests - unlucky);
            boolean stuck = minute >= 25;
            long delivered = stuck ? 0 : Math.round(requests * .9);
            rows.add(
                    row(
                            minute,
                            Math.round(requests),
                            delivered,
                            stuck ? 0 : verified,
                            retries,
                            5_000L));
            people *= minute < 20 ? 1.5 : 1;
        }
        Suppressed suppressed = estimate(rows).suppressed();
        assertThat(suppressed.calmConversion()).isCloseTo(1, within(.004));
    }

    @Test
    void whereFewCodesAreAskedForChanceDoesNotLookLikeASuppression() {
        // A night of minutes with 1 to 6 people, of whom one in forty gets no code: the minutes in
        // which somebody was unlucky must not be set against the others.
        Random random = new Random(3);
        List<SmsFunnel> rows = new ArrayList<>();
        for (int minute = 0; minute < 600; minute++) {
            int asked = 1 + random.nextInt(6);
            long delivered = binomial(random, asked, .975);
            rows.add(row(minute, asked, delivered, delivered, 0, 5_000L));
        }
        assertThat(estimate(rows).suppressed().registrations()).isCloseTo(0, within(3.));
    }

    @Test
    void beforeWhatIsAskedForOnlyCalmMinutesCount() {
        List<SmsFunnel> rows = new ArrayList<>();
        for (int minute = 0; minute < 100; minute++) {
            boolean stuck = minute >= 20 && minute < 30 || minute >= 60 && minute < 80;
            rows.add(row(minute, 100, stuck ? 0 : 100, stuck ? 0 : 98, 0, 5_000L));
        }
        Suppressed later =
                new SuppressedEstimate(rows, new Congestion(rows), Instant.ofEpochSecond(50 * 60))
                        .suppressed();
        Suppressed all = estimate(rows).suppressed();
        assertThat(all.people()).isEqualTo((20 + 30) * 100);
        assertThat(later.people()).isEqualTo(30 * 100);
        assertThat(later.calmConversion()).isEqualTo(all.calmConversion());
    }

    private static SuppressedEstimate estimate(List<SmsFunnel> rows) {
        return new SuppressedEstimate(rows, new Congestion(rows));
    }

    private static long binomial(Random random, int n, double p) {
        long count = 0;
        for (int i = 0; i < n; i++) {
            count += random.nextDouble() < p ? 1 : 0;
        }
        return count;
    }

    private static SmsFunnel row(
            int minute, long requested, long delivered, long verified, long retries, Long p95) {
        return new SmsFunnel(
                "telegram",
                "*",
                "*",
                Instant.ofEpochSecond(minute * 60L),
                requested,
                requested,
                delivered,
                verified,
                0,
                0,
                requested - retries,
                retries,
                p95,
                p95,
                p95,
                p95,
                true,
                1,
                1);
    }
}
