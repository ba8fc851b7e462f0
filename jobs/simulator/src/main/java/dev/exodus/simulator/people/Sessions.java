package dev.exodus.simulator.people;

import dev.exodus.schemas.events.Signup;
import dev.exodus.schemas.events.Sms;
import dev.exodus.simulator.Stream;
import dev.exodus.simulator.answer.PeopleLog;
import dev.exodus.simulator.feed.StepLog;
import dev.exodus.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * People who sign up at one service: they ask for a code, wait, ask again, lose patience, or enter
 * the code and are registered.
 */
public final class Sessions {
    private static final int REQUESTED = Sms.Status.REQUESTED.ordinal();
    private static final int SENT = Sms.Status.SENT.ordinal();
    private static final int DELIVERED = Sms.Status.DELIVERED.ordinal();
    private static final int FAILED = Sms.Status.FAILED.ordinal();
    private static final int EXPIRED = Sms.Status.EXPIRED.ordinal();
    private static final int VERIFIED = Sms.Status.VERIFIED.ordinal();

    private static final int MOST_ATTEMPTS = 3;
    private static final double RETRY_AFTER_S = 90;
    private static final double RETRIES = .5;
    private static final double MEAN_PATIENCE_S = 900;
    private static final double LONGEST_S = 1_500;

    /** Mean time from a message's leaving to its delivery. */
    private static final double UNHURRIED_S = 5.5;

    private static final double FAILURE = .018;
    private static final double ENTERED = .985;

    /** Codes that a person asks for while the gateway keeps up, mean. */
    public static final double CALM_CODES = 1 + FAILURE * RETRIES * (1 + FAILURE * RETRIES);

    /** Share of codes that fail while the gateway keeps up. */
    public static final double CALM_FAILURES = FAILURE;

    /** Share of people who are registered while the gateway keeps up. */
    public static final double CALM_CONVERSION =
            ENTERED * (1 - FAILURE) * (1 + FAILURE * RETRIES * (1 + FAILURE * RETRIES));

    private final int service;
    private final Demand demand;
    private final Queue gateway;
    private final Slots servers;
    private final StepLog recorder;
    private final Crowd crowd;
    private final double scale;
    private final long seed;
    private final int countries;
    private final Stream stream = new Stream();

    /** Draws what an unhurried gateway would have done; the story itself does not depend on it. */
    private final Stream calm = new Stream();

    private final Map<Long, List<Waiting>> retries = new HashMap<>();

    public Sessions(
            Scenario scenario,
            int service,
            StepLog recorder,
            Crowd crowd,
            long seed,
            double scale) {
        Scenario.Service definition = scenario.services().get(service);
        this.service = service;
        this.demand = new Demand(scenario, service, seed);
        this.gateway = new Queue(definition.smsPerSecond(), scale);
        this.servers = new Slots(definition.signupsPerSecond() * scale);
        this.recorder = recorder;
        this.crowd = crowd;
        this.scale = scale;
        this.seed = seed;
        this.countries = scenario.countries().size();
    }

    /** A person who waits for a code. */
    private static final class Waiting {
        long user;
        int cause;
        int country;
        int platform;
        double start;
        double patience;
        int attempt;

        /** When the first code arrives, and which. */
        double delivered = Double.POSITIVE_INFINITY;

        int deliveredAttempt;

        /** Whether a code would have arrived, had the gateway not been overrun. */
        boolean wouldArrive;
    }

    /** Plays one second; seconds must come in order. */
    public void second(long second, PeopleLog key) {
        stream.of(seed, service * 16L + 5, second);
        int arrivals = stream.poisson(demand.rate(second) * scale * demand.open(second));
        for (int i = 0; i < arrivals; i++) {
            int drawn = demand.draw(stream);
            Waiting person = new Waiting();
            person.cause = drawn / countries;
            person.country = drawn % countries;
            person.user =
                    crowd.who(
                            service, person.cause, person.country, second, stream.nextLong() >>> 1);
            double platform = stream.next();
            person.platform = platform < .62 ? 0 : platform < .94 ? 1 : 2;
            person.start = second + stream.next();
            person.patience = Math.min(LONGEST_S, 120 + stream.exponential(MEAN_PATIENCE_S));
            recorder.signup(
                    millis(person.start),
                    service,
                    person.country,
                    person.platform,
                    person.user,
                    Signup.Step.REQUESTED.ordinal());
            request(person, person.start + .3, key);
        }
        key.waits(service, second, gateway.waiting(second + 1));
        List<Waiting> due = retries.remove(second);
        if (due != null) {
            for (Waiting person : due) {
                request(person, second + stream.next(), key);
            }
        }
    }

    private void request(Waiting person, double time, PeopleLog key) {
        int attempt = ++person.attempt;
        sms(person, time, attempt, REQUESTED);
        double delivered = send(person, time + .2, attempt);
        if (delivered < person.delivered) {
            expireEarlier(person);
            person.delivered = delivered;
            person.deliveredAttempt = attempt;
        } else if (delivered < Double.POSITIVE_INFINITY) {
            sms(person, delivered + 600, attempt, EXPIRED);
        }
        double giveUp = giveUp(person);
        double again = time + RETRY_AFTER_S + 20 * stream.next();
        boolean asksAgain =
                person.delivered > again
                        && again < giveUp
                        && attempt < MOST_ATTEMPTS
                        && stream.next() < RETRIES;
        if (asksAgain) {
            retries.computeIfAbsent((long) StrictMath.floor(again), s -> new ArrayList<>())
                    .add(person);
        } else {
            conclude(person, giveUp, key);
        }
    }

    /** When the code arrives; infinity for never. */
    private double send(Waiting person, double time, int attempt) {
        if (gateway.isFull(time)) {
            sms(person, time + .5, attempt, FAILED);
            person.wouldArrive |=
                    calm(person, attempt) >= FAILURE && time + UNHURRIED_S <= giveUp(person);
            return Double.POSITIVE_INFINITY;
        }
        double sent = gateway.leave(time);
        sms(person, sent, attempt, SENT);
        if (stream.next() < FAILURE) {
            sms(person, sent + 2 + stream.exponential(5), attempt, FAILED);
            return Double.POSITIVE_INFINITY;
        }
        double delivered = sent + 1.5 + stream.exponential(4);
        person.wouldArrive |= delivered - (sent - time) <= giveUp(person);
        sms(person, delivered, attempt, DELIVERED);
        return delivered;
    }

    private static double giveUp(Waiting person) {
        return person.start + person.patience;
    }

    private double calm(Waiting person, int attempt) {
        calm.of(seed, service * 16L + 6, person.user * 4 + attempt);
        return calm.next();
    }

    private void expireEarlier(Waiting person) {
        if (person.delivered < Double.POSITIVE_INFINITY) {
            sms(person, person.delivered + 600, person.deliveredAttempt, EXPIRED);
        }
    }

    private void conclude(Waiting person, double giveUp, PeopleLog key) {
        boolean intime = person.delivered <= giveUp;
        if (intime && stream.next() < ENTERED) {
            double entered = person.delivered + 6 + stream.exponential(14);
            sms(person, entered, person.deliveredAttempt, VERIFIED);
            long registered = servers.take(millis(entered + .4));
            recorder.signup(
                    registered,
                    service,
                    person.country,
                    person.platform,
                    person.user,
                    Signup.Step.COMPLETED.ordinal());
            crowd.registered(service, person.cause, person.country, person.user, registered);
            key.person(
                    service,
                    millis(person.start),
                    registered,
                    person.country,
                    person.cause,
                    true,
                    false);
            return;
        }
        if (person.delivered < Double.POSITIVE_INFINITY) {
            sms(person, person.delivered + 600, person.deliveredAttempt, EXPIRED);
        }
        // Who would have been sent a code at once goes the same way, so the two worlds differ only
        // in those who gave up.
        boolean suppressed = !intime && person.wouldArrive && calm(person, 0) < ENTERED;
        long start = millis(person.start);
        key.person(service, start, start, person.country, person.cause, false, suppressed);
    }

    private void sms(Waiting person, double time, int attempt, int status) {
        recorder.sms(
                millis(time),
                service,
                person.country,
                person.platform,
                person.user,
                attempt,
                status);
    }

    private static long millis(double seconds) {
        return (long) StrictMath.floor(seconds * 1000);
    }
}
