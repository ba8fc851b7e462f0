package dev.exodus.core.incidents;

import java.util.Comparator;

/**
 * One time series of a service.
 *
 * @param signal what it measures
 * @param country ISO 3166-1 alpha-2 code, or {@value #ALL}
 * @param platform platform, or {@value #ALL}
 * @param step seconds per bucket
 */
public record Series(Signal signal, String country, String platform, int step)
        implements Comparable<Series> {
    /** All countries, or all platforms. */
    public static final String ALL = "*";

    private static final Comparator<Series> ORDER =
            Comparator.comparing(Series::signal)
                    .thenComparing(Series::country)
                    .thenComparing(Series::platform)
                    .thenComparing(Series::step);

    public Series {
        if (step < 1) {
            throw new IllegalArgumentException("a bucket has at least 1 second, not " + step);
        }
    }

    /** The series of a whole service. */
    public static Series whole(Signal signal, int step) {
        return new Series(signal, ALL, ALL, step);
    }

    /** Whether it is of all countries and platforms. */
    public boolean isWhole() {
        return country.equals(ALL) && platform.equals(ALL);
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
