package dev.exodus.bench.migration;

import dev.exodus.simulator.Stream;

/** The kinds of runs that the method is measured on, and what is drawn in each. */
enum Family {
    STRONG("strong effect", 0.5, 3),
    WEAK("weak effect", 0.1, 0.25),
    NEWS("with news", 0.3, 1.5),
    WITHOUT_NEWS("news without effect", 0.3, 1.5),
    COUNTRIES("unequal countries", 0.3, 1.5),
    CONTROL("control: no migration", 0, 0),
    PUSH("control: marketing push", 0, 0),
    NEW_YEAR("control: New Year", 0, 0),

    /**
     * A cross-check, held to no goal: not as our method has it, the level walks at random, as
     * structural time series assume.
     */
    STRUCTURAL("cross-check: structural", 0.3, 1.5);

    /** As the table names it. */
    final String label;

    private final double least;
    private final double most;

    Family(String label, double least, double most) {
        this.label = label;
        this.least = least;
        this.most = most;
    }

    /** Nobody moves in it. */
    boolean isControl() {
        return most == 0;
    }

    /** Registrations because of the outage, as a share of the ordinary ones of its main window. */
    double effect(Stream random) {
        return least + (most - least) * random.next();
    }

    /** What counts have on top of their shape. */
    Noise noise(Stream random) {
        return this == STRUCTURAL ? Noise.drawWalk(random) : Noise.draw(random);
    }

    /** Minutes between a mark and the outage; 0 without a mark. */
    int markMinutesBefore(Stream random) {
        return switch (this) {
            case NEWS, WITHOUT_NEWS -> 1440 + random.next(2 * 1440);
            case PUSH -> 180 + random.next(1260);
            case NEW_YEAR -> 60 + random.next(300);
            default -> 0;
        };
    }

    /** What the mark does at its height, as a share of the ordinary registrations. */
    double markAmplitude(Stream random) {
        return switch (this) {
            case NEWS -> 0.3 + 1.7 * random.next();
            case PUSH, NEW_YEAR -> 0.3 + 1.2 * random.next();
            default -> 0;
        };
    }

    /** Minutes in which what the mark does fades by a factor e. */
    double markFade(Stream random) {
        return 60 * (this == NEWS ? 18 + 42 * random.next() : 4 + 8 * random.next());
    }
}
