package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * How often each bucket of latencies was seen in each country. The first latencies of a country go
 * to one list for all countries, which is written from front to back however many there are; from
 * then on it has an array over the buckets, which grows no more.
 */
final class LatencyTable {
    /** Of each country. */
    private static final int MOST_LISTED = 64;

    /** Takes what was counted. */
    @FunctionalInterface
    interface Taker {
        /**
         * @param bucket see {@link LatencyHistogram#bucket}; the same one may come again
         */
        void take(int country, int bucket, long weight);
    }

    /** A latency in the list is its country, its bucket and its weight, in so many bits each. */
    private static final int BUCKET_BITS = 11;

    private static final int WEIGHT_BITS = 30;

    private static final int BUCKET = (1 << BUCKET_BITS) - 1;
    private static final int WEIGHT = (1 << WEIGHT_BITS) - 1;

    private long[] list = new long[16];
    private int listed;

    /** By country: how many of its latencies are listed, and its array, which may be null. */
    private int[] listedOf = new int[4];

    private long[][] arrays = new long[4][];
    private int entries;

    /**
     * Adds an event.
     *
     * @param country number of the country
     * @param bucket see {@link LatencyHistogram#bucket}
     * @param weight positive
     */
    void add(int country, int bucket, long weight) {
        if (country >= listedOf.length) {
            int length = Math.max(country + 1, 2 * listedOf.length);
            listedOf = Arrays.copyOf(listedOf, length);
            arrays = Arrays.copyOf(arrays, length);
        }
        if (listedOf[country] < MOST_LISTED && weight <= WEIGHT) {
            list(country, bucket, weight);
        } else {
            count(country, bucket, weight);
        }
    }

    private void list(int country, int bucket, long weight) {
        if (listed == list.length) {
            list = Arrays.copyOf(list, 2 * listed);
        }
        list[listed++] = ((long) country << BUCKET_BITS | bucket) << WEIGHT_BITS | weight;
        listedOf[country]++;
        entries++;
    }

    private void count(int country, int bucket, long weight) {
        long[] weights = arrays[country];
        if (weights == null || bucket >= weights.length) {
            int length = bucket + bucket / 4 + 1;
            weights = weights == null ? new long[length] : Arrays.copyOf(weights, length);
            arrays[country] = weights;
        }
        if (weights[bucket] == 0) {
            entries++;
        }
        weights[bucket] += weight;
    }

    /** How much is held: events that are listed, and buckets with an event in arrays. */
    int entries() {
        return entries;
    }

    /** Hands over all of it, country by country. */
    void forEach(Taker taker) {
        long[] sorted = listedByCountry();
        int next = 0;
        for (int country = 0; country < listedOf.length; country++) {
            for (int end = next + listedOf[country]; next < end; next++) {
                int bucket = (int) (sorted[next] >>> WEIGHT_BITS) & BUCKET;
                taker.take(country, bucket, sorted[next] & WEIGHT);
            }
            long[] weights = arrays[country];
            for (int bucket = 0; weights != null && bucket < weights.length; bucket++) {
                if (weights[bucket] != 0) {
                    taker.take(country, bucket, weights[bucket]);
                }
            }
        }
    }

    /** A counting sort. */
    private long[] listedByCountry() {
        int[] next = new int[listedOf.length];
        for (int country = 1; country < next.length; country++) {
            next[country] = next[country - 1] + listedOf[country - 1];
        }
        long[] sorted = new long[listed];
        for (int i = 0; i < listed; i++) {
            sorted[next[(int) (list[i] >>> BUCKET_BITS + WEIGHT_BITS)]++] = list[i];
        }
        return sorted;
    }
}
