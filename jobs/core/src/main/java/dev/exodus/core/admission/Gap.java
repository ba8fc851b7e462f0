package dev.exodus.core.admission;

/**
 * Seconds in which a partition of a feed was silent, so that nobody can say what happened.
 *
 * @param from first uncovered second, epoch seconds
 * @param to first covered second after it, epoch seconds; greater than {@code from}
 */
public record Gap(long from, long to) {

    public Gap {
        if (from >= to) {
            throw new IllegalArgumentException("a gap needs from < to: " + from + ", " + to);
        }
    }
}
