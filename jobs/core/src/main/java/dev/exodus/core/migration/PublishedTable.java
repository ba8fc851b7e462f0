package dev.exodus.core.migration;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A figure of each country and of all, and which of them are withheld because too few people are
 * behind them.
 *
 * @param values by country, {@link Question#ALL} among them
 */
record PublishedTable<T>(Map<String, T> values, Suppression suppression) {

    /**
     * Of countries that nobody is in two of.
     *
     * @param figure of a country
     * @param none of no country
     * @param plus of two groups
     * @param seen people in the data that a figure speaks of
     */
    static <T> PublishedTable<T> of(
            Collection<String> countries,
            Function<String, T> figure,
            T none,
            BiFunction<T, T, T> plus,
            ToDoubleFunction<T> seen) {
        Map<String, T> values = new TreeMap<>();
        Map<String, Long> counted = new TreeMap<>();
        T all = none;
        for (String country : countries) {
            T value = figure.apply(country);
            values.put(country, value);
            counted.put(country, Math.round(seen.applyAsDouble(value)));
            all = plus.apply(all, value);
        }
        values.put(Question.ALL, all);
        return new PublishedTable<>(values, Suppression.of(counted, Suppression.K));
    }

    /** The figure of a country; null if it is withheld. */
    T get(String country) {
        return isWithheld(country) ? null : values.get(country);
    }

    boolean isWithheld(String country) {
        return country.equals(Question.ALL)
                ? suppression.total()
                : suppression.withheld().contains(country);
    }
}
