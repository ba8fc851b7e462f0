package dev.exodus.simulator.people;

/** Servers that take at most so many registrations in a second: the rest take the next one. */
final class Slots {
    private static final int SECONDS = 8192;

    private final double perSecond;
    private final int[] taken = new int[SECONDS];
    private final long[] second = new long[SECONDS];

    /**
     * @param perSecond 0 for no limit
     */
    Slots(double perSecond) {
        this.perSecond = perSecond;
    }

    /** The first millisecond at or after this one at which a registration is taken. */
    long take(long millis) {
        if (perSecond <= 0) {
            return millis;
        }
        long at = Math.floorDiv(millis, 1000L);
        while (!takeIn(at)) {
            at++;
        }
        return Math.max(millis, at * 1000 + Math.floorMod(millis, 1000L));
    }

    private boolean takeIn(long at) {
        int slot = (int) Math.floorMod(at, (long) SECONDS);
        if (second[slot] != at) {
            second[slot] = at;
            taken[slot] = 0;
        }
        long limit =
                (long) StrictMath.floor((at + 1) * perSecond)
                        - (long) StrictMath.floor(at * perSecond);
        if (taken[slot] >= limit) {
            return false;
        }
        taken[slot]++;
        return true;
    }
}
