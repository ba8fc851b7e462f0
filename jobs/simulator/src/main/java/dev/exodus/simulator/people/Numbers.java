package dev.exodus.simulator.people;

import dev.exodus.simulator.Stream;

/**
 * Phone numbers, and which of them a sample takes. Each number of a country has a rank, evenly
 * spread; a service whose sample stands for w people each takes the ranks below 1 / w of all. So
 * who is in the sample of a service is a matter of the person alone, and who is in a small sample
 * is in every larger one.
 */
public final class Numbers {
    private static final long FIRST = 100_000_000;

    /** Numbers in a country. */
    static final long COUNT = 899_999_999;

    /** Coprime to the count, so that ranks are the numbers in another order; and its inverse. */
    private static final long TO_RANK = 556_231_547;

    private static final long FROM_RANK = 500_260_279;

    /** Users of one number differ in this many ways; keeps them below 2^63. */
    private static final long USERS_OF_A_NUMBER = 5_000_000_000L;

    private Numbers() {}

    /** The number of a user, without the calling code: nine digits. */
    public static long of(long user) {
        return FIRST + index(user);
    }

    private static long index(long user) {
        return (user >>> 1) % COUNT;
    }

    /** Rank of a user's number, from 0 to {@link #COUNT}, exclusive. */
    static long rank(long user) {
        return index(user) * TO_RANK % COUNT;
    }

    /** Ranks that a sample takes in which each stands for so many people. */
    static long ranks(long weight) {
        return Math.max(1, COUNT / weight);
    }

    /** The user of a rank. */
    static long user(long rank) {
        long index = rank * FROM_RANK % COUNT;
        long way = (Stream.mix(index) >>> 1) % USERS_OF_A_NUMBER;
        return way * COUNT + index << 1;
    }
}
