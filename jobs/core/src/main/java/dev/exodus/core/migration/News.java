package dev.exodus.core.migration;

/**
 * What news does to registrations: {@code n(t) = A exp(-(t - at) / tau)} from its time on, as a
 * share of the registrations that would have come without it.
 *
 * @param at minute of the news
 * @param amplitude A, at least 0
 * @param tauMinutes tau, minutes until a factor e of it is left
 */
public record News(long at, double amplitude, double tauMinutes) {
    /** No news. */
    public static final News NONE = new News(0, 0, 1);

    public News {
        if (!(amplitude >= 0) || !(tauMinutes > 0)) {
            throw new IllegalArgumentException(
                    "News of amplitude %s and %s minutes: at least 0, and more than 0"
                            .formatted(amplitude, tauMinutes));
        }
    }

    /** n(t). */
    public double at(long minute) {
        return minute < at ? 0 : amplitude * Math.exp(-(minute - at) / tauMinutes);
    }

    /** The same news at another time. */
    News shifted(long minutes) {
        return new News(at + minutes, amplitude, tauMinutes);
    }
}
