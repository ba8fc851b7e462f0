package dev.exodus.core.migration;

/**
 * The 95 % interval of an excess, in registrations: {@code observed - predicted exp(+-h)}, because
 * what came without the outage is {@code predicted exp(error)} and h bounds the error of 95 % of
 * the placebos. (Poisson intervals know nothing of levels that wander; they are far too narrow.)
 *
 * @param lo95 lower end
 * @param hi95 upper end
 * @param placebos past starts that it rests on
 */
public record PlaceboInterval(double lo95, double hi95, int placebos) {

    /** The interval of an excess over a window. */
    public static PlaceboInterval of(Placebos placebos, Excess excess, Window window) {
        return of(excess, placebos.halfWidth(window), placebos.count());
    }

    static PlaceboInterval of(Excess excess, double halfWidth, int placebos) {
        return new PlaceboInterval(
                excess.observed() - excess.expected() * Math.exp(halfWidth),
                excess.observed() - excess.expected() * Math.exp(-halfWidth),
                placebos);
    }

    /** The same, reaching to 0: the rise may have had another cause. */
    public PlaceboInterval unattributed() {
        return new PlaceboInterval(Math.min(0, lo95), Math.max(0, hi95), placebos);
    }

    /** Whether an excess lies in it. */
    public boolean contains(double excess) {
        return lo95 <= excess && excess <= hi95;
    }
}
