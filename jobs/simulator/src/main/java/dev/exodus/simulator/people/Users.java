package dev.exodus.simulator.people;

import dev.exodus.simulator.Stream;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The users of one service who are in the sample of its connections, by country: so many as have
 * used it for long, and those who have come lately while they stay. How often somebody connects
 * does not depend on how many newcomers there are: they take part of the attempts.
 */
final class Users {
    private static final double GOLDEN_RATIO = .6180339887498949;

    /** Tries to find somebody of a country who has not been drawn away yet. */
    private static final int TRIES = 16;

    private final long[] ranks;
    private final long[] next;
    private final int[] first;
    private final long[] users;
    private final BitSet failed = new BitSet();
    private final int[] failures;
    private final int[] failuresOf;
    private final Newcomers[] newcomers;
    private final long weight;

    /**
     * @param weight how many people one of the sample stands for
     * @param established users in the sample
     * @param shares share of each country, adding up to 1
     */
    Users(long weight, double established, double[] shares, Stream stream) {
        this.weight = weight;
        int countries = shares.length;
        ranks = new long[countries];
        next = new long[countries];
        first = new int[countries + 1];
        failuresOf = new int[countries];
        newcomers = new Newcomers[countries];
        long most = (Numbers.ranks(weight) + 1) / 2;
        for (int c = 0; c < countries; c++) {
            long n = Math.min(most, Math.max(1, Math.round(established * shares[c])));
            first[c + 1] = first[c] + (int) n;
            ranks[c] = (long) (stream.next() * Numbers.ranks(weight));
            newcomers[c] = new Newcomers();
        }
        users = new long[first[countries]];
        failures = new int[users.length];
        for (int c = 0; c < countries; c++) {
            for (int slot = first[c]; slot < first[c + 1]; slot++) {
                users[slot] = another(c);
            }
        }
    }

    /** Steps through the ranks of the sample evenly, without meeting one twice. */
    private long another(int country) {
        long all = Numbers.ranks(weight);
        long step = Math.max(1, (long) (GOLDEN_RATIO * all));
        while (gcd(step, all) != 1) {
            step++;
        }
        return Numbers.user((ranks[country] + next[country]++ * step) % all);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Whether somebody is in the sample of this service, if a user of it. */
    boolean samples(long user) {
        return Numbers.rank(user) < Numbers.ranks(weight);
    }

    /**
     * Who connects next.
     *
     * @return a slot for {@link #user} and {@link #failed}, valid until the next is picked
     */
    int pick(int country, long second, Stream stream) {
        int established = first[country + 1] - first[country];
        int at = stream.next(established + newcomers[country].size());
        if (at < established) {
            return first[country] + at;
        }
        int newcomer = at - established;
        return newcomers[country].isHere(newcomer, second)
                ? -1 - newcomer
                : first[country] + newcomer % established;
    }

    long user(int country, int slot) {
        return slot >= 0 ? users[slot] : newcomers[country].user(-1 - slot);
    }

    /** Somebody who was picked cannot connect, because of an outage. */
    void failed(int country, int slot) {
        if (slot >= 0 && !failed.get(slot)) {
            failed.set(slot);
            failures[first[country] + failuresOf[country]++] = slot;
        }
    }

    /** Somebody comes, from one moment to another, epoch seconds. */
    void come(int country, long user, long from, long until) {
        newcomers[country].add(user, from, until);
    }

    /** Takes or leaves a user. */
    interface Choice {
        boolean take(long user);
    }

    /**
     * A user of a country who cannot connect, any one if nobody has failed there yet.
     *
     * @param leaves whether the one who is found does not come back: somebody else does instead
     * @param otherwise if nobody is found
     */
    long whoFailed(int country, Choice choice, boolean leaves, Stream stream, long otherwise) {
        if (failuresOf[country] == 0) {
            return whoever(country, choice, stream, otherwise);
        }
        for (int i = 0; i < TRIES; i++) {
            int at = first[country] + stream.next(failuresOf[country]);
            int slot = failures[at];
            long user = users[slot];
            if (choice.take(user)) {
                if (leaves) {
                    users[slot] = another(country);
                    failed.clear(slot);
                    failures[at] = failures[first[country] + --failuresOf[country]];
                }
                return user;
            }
        }
        return otherwise;
    }

    /** Any user of a country who has been here for long. */
    long whoever(int country, Choice choice, Stream stream, long otherwise) {
        for (int i = 0; i < TRIES; i++) {
            int established = first[country + 1] - first[country];
            long user = users[first[country] + stream.next(established)];
            if (choice.take(user)) {
                return user;
            }
        }
        return otherwise;
    }

    /** Those of one country who have come lately, in no order. */
    private static final class Newcomers {
        private static final int FIELDS = 3;

        private long[] facts = new long[FIELDS * 4];
        private int size;

        int size() {
            return size;
        }

        void add(long user, long from, long until) {
            if ((size + 1) * FIELDS > facts.length) {
                facts = Arrays.copyOf(facts, facts.length * 2);
            }
            int at = size++ * FIELDS;
            facts[at] = user;
            facts[at + 1] = from;
            facts[at + 2] = until;
        }

        long user(int newcomer) {
            return facts[newcomer * FIELDS];
        }

        /** Whether one has come already; one who has left is forgotten. */
        boolean isHere(int newcomer, long second) {
            int at = newcomer * FIELDS;
            if (facts[at + 2] <= second) {
                System.arraycopy(facts, --size * FIELDS, facts, at, FIELDS);
                return false;
            }
            return facts[at + 1] <= second;
        }
    }
}
