package dev.exodus.core.incidents;

/**
 * Events of one segment within an incident.
 *
 * @param observed events seen
 * @param expected events expected
 */
public record Totals(double observed, double expected) {
    public Totals {
        if (!(observed >= 0 && expected >= 0)) {
            throw new IllegalArgumentException(
                    "events are counted from 0, not " + observed + " and " + expected);
        }
    }

    Totals plus(Totals other) {
        return new Totals(observed + other.observed, expected + other.expected);
    }

    double deviation() {
        return observed - expected;
    }
}
