package dev.exodus.core.admission;

/**
 * Seconds of a feed of which nobody can say what happened: a partition was silent, or none spoke
 * yet.
 *
 * @param from first uncovered second, epoch seconds, or {@link #BEGINNING}
 * @param to first covered second after it, epoch seconds; greater than {@code from}
 */
public record Gap(long from, long to) {

    /** The {@link #from} of all that was before a partition began to speak. */
    public static final long BEGINNING = Long.MIN_VALUE;

    public Gap {
        if (from >= to) {
            throw new IllegalArgumentException("a gap needs from < to: " + from + ", " + to);
        }
    }

    /**
     * All seconds before a partition began to speak. Of those of several partitions the shortest
     * holds: a partition that was added later takes nothing back.
     *
     * @param second the first that it speaks for, epoch seconds
     */
    public static Gap before(long second) {
        return new Gap(BEGINNING, second);
    }

    /** Whether it is {@link #before} a second. */
    public boolean isBeginning() {
        return from == BEGINNING;
    }
}
