package dev.exodus.core.rates;

import java.util.Arrays;

/**
 * How often each bucket of latencies was seen in each country. Latencies go to one list, which is
 * written from front to back however many countries there are. When it is full they are put in
 * order, and those of a country with many are added to its array over the buckets, one country
 * after the other: so an array is in the processor's cache while it is added to.
 */
final class LatencyTable {
    /** Of a country, before it has an array. */
    private static final int FEW = 64;

    /** Listed latencies that are put in order at once, at least. */
    private static final int BATCH = 2_048;

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

    /** By country; of one with few latencies it is null. */
    private long[][] arrays = new long[4][];

    private int inArrays;

    /**
     * Adds an event.
     *
     * @param country number of the country
     * @param bucket see {@link LatencyHistogram#bucket}
     * @param weight positive
     */
    void add(int country, int bucket, long weight) {
        if (weight > WEIGHT) {
            count(country, bucket, weight);
            return;
        }
        if (listed == list.length) {
            makeRoom();
        }
        list[listed++] = ((long) country << BUCKET_BITS | bucket) << WEIGHT_BITS | weight;
    }

    private void makeRoom() {
        if (listed >= BATCH) {
            compact();
        }
        if (listed > list.length / 2) {
            list = Arrays.copyOf(list, 2 * list.length);
        }
    }

    /** Adds up what is listed of countries with many latencies. */
    void compact() {
        int[] ends = sort();
        int kept = 0;
        int next = 0;
        for (int country = 0; country < ends.length; country++) {
            int end = ends[country];
            if (end - next >= FEW || country < arrays.length && arrays[country] != null) {
                for (; next < end; next++) {
                    count(country, bucket(list[next]), list[next] & WEIGHT);
                }
            } else {
                System.arraycopy(list, next, list, kept, end - next);
                kept += end - next;
                next = end;
            }
        }
        listed = kept;
    }

    /**
     * Puts the list in order of countries, by counting. {@link #compact} leaves it so.
     *
     * @return by country where its latencies end
     */
    private int[] sort() {
        int countries = 0;
        boolean inOrder = true;
        for (int i = 0; i < listed; i++) {
            inOrder &= country(list[i]) + 1 >= countries;
            countries = Math.max(countries, country(list[i]) + 1);
        }
        int[] ends = new int[countries];
        for (int i = 0; i < listed; i++) {
            ends[country(list[i])]++;
        }
        for (int country = 1; country < countries; country++) {
            ends[country] += ends[country - 1];
        }
        if (!inOrder) {
            int[] next = ends.clone();
            long[] sorted = new long[list.length];
            for (int i = listed - 1; i >= 0; i--) {
                sorted[--next[country(list[i])]] = list[i];
            }
            list = sorted;
        }
        return ends;
    }

    private static int country(long entry) {
        return (int) (entry >>> BUCKET_BITS + WEIGHT_BITS);
    }

    private static int bucket(long entry) {
        return (int) (entry >>> WEIGHT_BITS) & BUCKET;
    }

    private void count(int country, int bucket, long weight) {
        if (country >= arrays.length) {
            arrays = Arrays.copyOf(arrays, Math.max(country + 1, 2 * arrays.length));
        }
        long[] weights = arrays[country];
        if (weights == null || bucket >= weights.length) {
            int length = bucket + bucket / 4 + 1;
            weights = weights == null ? new long[length] : Arrays.copyOf(weights, length);
            arrays[country] = weights;
        }
        if (weights[bucket] == 0) {
            inArrays++;
        }
        weights[bucket] += weight;
    }

    /** How much is held: events that are listed, and buckets with an event in arrays. */
    int entries() {
        return listed + inArrays;
    }

    /** Hands over all of it, country by country. */
    void forEach(Taker taker) {
        int[] ends = sort();
        int next = 0;
        for (int country = 0; country < Math.max(ends.length, arrays.length); country++) {
            for (; country < ends.length && next < ends[country]; next++) {
                taker.take(country, bucket(list[next]), list[next] & WEIGHT);
            }
            long[] weights = country < arrays.length ? arrays[country] : null;
            for (int bucket = 0; weights != null && bucket < weights.length; bucket++) {
                if (weights[bucket] != 0) {
                    taker.take(country, bucket, weights[bucket]);
                }
            }
        }
    }
}
