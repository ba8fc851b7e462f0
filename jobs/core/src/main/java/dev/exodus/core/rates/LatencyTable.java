package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * How often each bucket of latencies was seen in each country: a list for a country with few
 * events, an array over the buckets for one with many. Either way an event touches one place in
 * memory.
 */
final class LatencyTable {
    /** Longer lists become arrays. */
    private static final int LONGEST_LIST = 64;

    /** Takes what was counted. */
    @FunctionalInterface
    interface Taker {
        /**
         * @param bucket see {@link LatencyHistogram#bucket}; of a list the same one may come again
         */
        void take(int country, int bucket, long weight);
    }

    private Counts[] countries = new Counts[4];
    private int entries;

    /**
     * Adds an event.
     *
     * @param country number of the country
     * @param bucket see {@link LatencyHistogram#bucket}
     * @param weight positive
     */
    void add(int country, int bucket, long weight) {
        if (country >= countries.length) {
            countries = Arrays.copyOf(countries, Math.max(country + 1, 2 * countries.length));
        }
        Counts counts = countries[country];
        if (counts == null) {
            counts = new Counts();
            countries[country] = counts;
        }
        entries += counts.add(bucket, weight);
    }

    /** How much is held: events in lists, and buckets with an event in arrays. */
    int entries() {
        return entries;
    }

    /** Hands over all of it, country by country. */
    void forEach(Taker taker) {
        for (int country = 0; country < countries.length; country++) {
            if (countries[country] != null) {
                countries[country].forEach(country, taker);
            }
        }
    }

    private static final class Counts {
        /** Buckets of a list in their order of arrival; null once there is an array. */
        private int[] buckets = new int[4];

        /** Weights of the list, or of each bucket. */
        private long[] weights = new long[4];

        private int size;

        /** By how much what is held has grown. */
        int add(int bucket, long weight) {
            if (buckets != null) {
                if (size < LONGEST_LIST) {
                    append(bucket, weight);
                    return 1;
                }
                return toArray() + addToArray(bucket, weight);
            }
            return addToArray(bucket, weight);
        }

        private void append(int bucket, long weight) {
            if (size == buckets.length) {
                buckets = Arrays.copyOf(buckets, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
            }
            buckets[size] = bucket;
            weights[size++] = weight;
        }

        private int toArray() {
            int[] listed = buckets;
            long[] listedWeights = weights;
            buckets = null;
            weights = new long[0];
            int grown = -size;
            for (int i = 0; i < size; i++) {
                grown += addToArray(listed[i], listedWeights[i]);
            }
            return grown;
        }

        private int addToArray(int bucket, long weight) {
            if (bucket >= weights.length) {
                weights = Arrays.copyOf(weights, bucket + bucket / 4 + 1);
            }
            int grown = weights[bucket] == 0 ? 1 : 0;
            weights[bucket] += weight;
            return grown;
        }

        void forEach(int country, Taker taker) {
            int length = buckets == null ? weights.length : size;
            for (int i = 0; i < length; i++) {
                if (weights[i] != 0) {
                    taker.take(country, buckets == null ? i : buckets[i], weights[i]);
                }
            }
        }
    }
}
