package dev.exodus.simulator.history;

/** How people are spread over platforms, as in the event simulation. */
final class Platforms {
    private static final double[] SHARES = {.62, .32, .06};

    private Platforms() {}

    /** Share of a platform among those who have none of the platforms before it. */
    static double rest(int platform) {
        double before = 0;
        for (int i = 0; i < platform; i++) {
            before += SHARES[i];
        }
        return SHARES[platform] / (1 - before);
    }
}
