package dev.exodus.core.outages;

/** Which way a series left its normal course. */
public enum Direction {
    DOWN(-1),
    UP(1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /** -1 for less than expected, +1 for more. */
    public int sign() {
        return sign;
    }
}
