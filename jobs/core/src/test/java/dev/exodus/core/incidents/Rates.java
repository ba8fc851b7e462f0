package dev.exodus.core.incidents;

import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.ConnectionSecond;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows and ticks of one service, as RatesJob sends them, minute by minute. */
final class Rates {
    static final String SERVICE = "whatsapp";

    /** 2014-02-20T00:00:00Z. */
    static final long START = 1_392_854_400L;

    private Rates() {}

    /** Normal traffic of a minute of the day: a wave with noise. */
    static long normal(long minute, double mean, long seed) {
        double wave = mean * (1 + .5 * Math.sin(2 * Math.PI * minute / 1_440));
        Random random = new Random(minute * 31 + seed);
        return Math.max(0, Math.round(wave + Math.sqrt(wave) * random.nextGaussian()));
    }

    static Instant time(long minute) {
        return Instant.ofEpochSecond(START + 60 * minute);
    }

    static ConnectionMinute connections(
            String country, String platform, long minute, long ok, long failed, boolean complete) {
        return connections(country, platform, minute, ok, failed, complete, ok + failed);
    }

    static ConnectionMinute connections(
            String country,
            String platform,
            long minute,
            long ok,
            long failed,
            boolean complete,
            long revision) {
        int covered = complete ? 60 : 30;
        return new ConnectionMinute(
                SERVICE,
                country,
                platform,
                time(minute),
                ok + failed,
                ok,
                failed,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                covered,
                complete,
                1,
                revision);
    }

    static ConnectionSecond second(Instant time, long ok) {
        return new ConnectionSecond(SERVICE, time, ok, ok, 0, 0, 0, 0, 0, true, 1, ok);
    }

    static RegistrationMinute registrations(long minute, long n) {
        return new RegistrationMinute(
                SERVICE, "*", "*", time(minute), n, n, n, time(minute), 60, true, 1, n);
    }

    static SmsMinute sms(long minute, long requested, long sent, long delivered) {
        return new SmsMinute(
                SERVICE,
                "*",
                "*",
                time(minute),
                requested,
                sent,
                delivered,
                0,
                0,
                delivered,
                60,
                true,
                1,
                requested + sent + 2 * delivered);
    }

    static Tick tick(String feed, long minute) {
        long through = START + 60 * minute;
        return new Tick(feed, SERVICE, Instant.ofEpochSecond(through), 1, through);
    }

    /**
     * The rows of a minute: Brazil, Germany, both, both by platform; and the tick behind it.
     *
     * @param share share of the connections that succeed in Brazil
     */
    static List<Fact> minute(long minute, double share) {
        long br = normal(minute, 300, 1);
        long de = normal(minute, 500, 2);
        long brOk = Math.round(share * br);
        List<Fact> facts = new ArrayList<>();
        facts.add(connections("*", "*", minute, brOk + de, br - brOk, true));
        facts.add(connections("BR", "*", minute, brOk, br - brOk, true));
        facts.add(connections("DE", "*", minute, de, 0, true));
        facts.add(connections("*", "android", minute, brOk + de, br - brOk, true));
        facts.add(tick("connection", minute + 1));
        return facts;
    }

    /** Normal traffic from a minute to another. */
    static List<Fact> normal(long from, long to) {
        List<Fact> facts = new ArrayList<>();
        for (long minute = from; minute < to; minute++) {
            facts.addAll(minute(minute, 1));
        }
        return facts;
    }

    /** What is told of them, one after the other. */
    static List<Fact> run(ServiceOutages outages, ServiceWatch state, List<Fact> input) {
        List<Fact> out = new ArrayList<>();
        for (Fact fact : input) {
            if (fact instanceof Tick tick) {
                outages.tick(state, tick, out::add);
            } else {
                outages.row(state, fact);
            }
        }
        return out;
    }
}
