package dev.exodus.bench.rates;

import dev.exodus.schemas.events.Feed;

/**
 * The data sets of a measurement.
 *
 * @param main ten services in thirty countries: the worked example of the sizing page
 * @param oneKey one service in one country
 * @param keys100 a hundred pairs of service and country
 * @param keys30000 thirty thousand pairs: about as many as there are events in a second
 * @param signup sign-ups, one in a hundred sent twice
 */
record DataSets(DataSet main, DataSet oneKey, DataSet keys100, DataSet keys30000, DataSet signup) {

    /** Sets in proportion to the size of the main one. */
    static DataSets of(long events) {
        return new DataSets(
                connections("main", 10, 30, events),
                connections("keys-1", 1, 1, events / 2),
                connections("keys-100", 10, 10, events / 2),
                connections("keys-30000", 100, 300, events / 2),
                new DataSet("bench.signup", Feed.SIGNUP, 10, 30, events / 4, 100));
    }

    private static DataSet connections(String name, int services, int countries, long events) {
        return new DataSet("bench." + name, Feed.CONNECTION, services, countries, events, 0);
    }
}
