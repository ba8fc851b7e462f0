package dev.exodus.standalone.check;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.schemas.events.Signup;
import dev.exodus.simulator.answer.Summary;
import dev.exodus.simulator.answer.TruthMinute;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that the answer key demands of one feed, computed without any code of the jobs. Minutes
 * must come in order.
 */
final class ExpectedRows {
    private static final String ALL = "*";
    private static final int COMPLETED = Signup.Step.COMPLETED.ordinal();

    private final Feed feed;
    private final Summary summary;
    private final int counters;
    private final String prefix;
    private final List<long[]> gaps;
    private final long[] firstSecond;
    private final List<Map<String, Long>> firstMinutes = new ArrayList<>();
    private final List<Map<String, Long>> firstPlatformMinutes = new ArrayList<>();
    private final Map<String, long[]> days = new TreeMap<>();
    private boolean booked;

    /** Takes the rows. */
    interface Taker {
        /**
         * @param key values of the natural key
         * @param values the other columns but generation; a {@link Quantile} stands for a latency
         */
        void take(String table, List<Object> key, List<Object> values);
    }

    /**
     * A latency that a row must show within the histogram's precision.
     *
     * @param exactMs the exact quantile
     */
    record Quantile(long exactMs) {
        boolean admits(Object shown) {
            long value = ((Number) shown).longValue();
            return value >= exactMs && value <= exactMs + exactMs / 100 + 1;
        }
    }

    ExpectedRows(Feed feed, Summary summary) {
        this.feed = feed;
        this.summary = summary;
        this.counters = feed.counters().size();
        this.prefix =
                switch (feed) {
                    case SIGNUP -> "registrations";
                    case SMS -> "sms";
                    case CONNECTION -> "connections";
                };
        this.gaps = summary.gaps().getOrDefault(feed.wireName(), List.of());
        this.firstSecond = new long[summary.services().size()];
        Arrays.fill(firstSecond, Long.MAX_VALUE);
        for (int i = 0; i < firstSecond.length; i++) {
            firstMinutes.add(new HashMap<>());
            firstPlatformMinutes.add(new HashMap<>());
        }
    }

    void minute(TruthMinute truth, Taker out) {
        int services = summary.services().size();
        long[][][] seconds = new long[services][60][];
        List<Map<String, long[]>> countries = new ArrayList<>();
        List<Map<String, long[]>> countryPeaks = new ArrayList<>();
        for (int s = 0; s < services; s++) {
            countries.add(new TreeMap<>());
            countryPeaks.add(new TreeMap<>());
        }
        truth.cells.forEach(
                (cell, counts) -> {
                    int service = TruthMinute.service(cell);
                    int second = TruthMinute.second(cell);
                    String country = summary.countries().get(TruthMinute.name(cell));
                    long time = truth.minute * 60 + second;
                    seconds[service][second] = sum(seconds[service][second], counts);
                    countries.get(service).merge(country, counts.clone(), ExpectedRows::sum);
                    offer(countryPeaks.get(service), country, counts, time);
                    out.take(
                            prefix + "_country_1s",
                            List.of(summary.services().get(service), country, time),
                            values(counts, covers(time)));
                    if (feed == Feed.SIGNUP) {
                        day(service, country, counts, time, counts);
                    }
                });
        int covered = covered(truth.minute);
        for (int s = 0; s < services; s++) {
            seconds(s, truth.minute, seconds[s], countryPeaks.get(s), out);
            countries(s, truth, countries.get(s), countryPeaks.get(s), covered, out);
            platforms(s, truth, covered, out);
        }
        ledger(truth, covered, out);
    }

    private void seconds(
            int service, long minute, long[][] seconds, Map<String, long[]> peaks, Taker out) {
        for (int i = 0; i < 60; i++) {
            long time = minute * 60 + i;
            long[] counts = seconds[i];
            if (counts != null) {
                firstSecond[service] = Math.min(firstSecond[service], time);
                offer(peaks, ALL, counts, time);
                if (feed == Feed.SIGNUP) {
                    day(service, ALL, counts, time, counts);
                }
            }
            if (counts != null || time >= firstSecond[service] && covers(time)) {
                out.take(
                        prefix + "_1s",
                        List.of(summary.services().get(service), time),
                        values(counts == null ? new long[counters + 1] : counts, covers(time)));
            }
        }
    }

    private void countries(
            int service,
            TruthMinute truth,
            Map<String, long[]> countries,
            Map<String, long[]> peaks,
            int covered,
            Taker out) {
        Map<String, long[]> all = new TreeMap<>(countries);
        countries.values().forEach(counts -> all.merge(ALL, counts.clone(), ExpectedRows::sum));
        Map<String, Long> first = firstMinutes.get(service);
        all.keySet().forEach(country -> first.putIfAbsent(country, truth.minute));
        for (String country : first.keySet()) {
            long[] counts = all.get(country);
            if (counts == null && covered == 0) {
                continue;
            }
            List<Object> values = plain(counts == null ? new long[counters + 1] : counts);
            if (feed == Feed.SIGNUP) {
                long[] peak = peaks.getOrDefault(country, new long[2]);
                values.add(peak[0]);
                values.add(peak[0] == 0 ? null : peak[1]);
            } else if (feed == Feed.CONNECTION) {
                values.addAll(latencies(service, country, truth));
            }
            tail(values, covered, counts);
            out.take(
                    prefix + "_1m",
                    List.of(summary.services().get(service), country, ALL, truth.minute * 60),
                    values);
        }
    }

    private void platforms(int service, TruthMinute truth, int covered, Taker out) {
        Map<String, long[]> platforms = new TreeMap<>();
        truth.platforms.forEach(
                (cell, counts) -> {
                    if (TruthMinute.service(cell) == service) {
                        platforms.put(summary.platforms().get(TruthMinute.name(cell)), counts);
                    }
                });
        Map<String, Long> first = firstPlatformMinutes.get(service);
        platforms.keySet().forEach(platform -> first.putIfAbsent(platform, truth.minute));
        for (String platform : first.keySet()) {
            long[] counts = platforms.get(platform);
            if (counts == null && covered == 0) {
                continue;
            }
            List<Object> values = plain(counts == null ? new long[counters + 1] : counts);
            if (feed == Feed.SIGNUP) {
                values.addAll(Arrays.asList(0L, null));
            } else if (feed == Feed.CONNECTION) {
                values.addAll(Arrays.asList(null, null, null));
            }
            tail(values, covered, counts);
            out.take(
                    prefix + "_1m",
                    List.of(summary.services().get(service), ALL, platform, truth.minute * 60),
                    values);
        }
    }

    private static void tail(List<Object> values, int covered, long[] counts) {
        values.add((long) covered);
        values.add(covered == 60);
        values.add(counts == null ? 0L : counts[0]);
    }

    private List<Object> latencies(int service, String country, TruthMinute truth) {
        List<long[]> samples = new ArrayList<>();
        truth.latencies.forEach(
                (cell, packed) -> {
                    boolean wanted =
                            country.equals(ALL)
                                    || summary.countries()
                                            .get(TruthMinute.name(cell))
                                            .equals(country);
                    if (TruthMinute.service(cell) == service && wanted) {
                        for (long sample : packed) {
                            samples.add(new long[] {sample >>> 32, sample & 0xFFFFFFFFL});
                        }
                    }
                });
        samples.sort((a, b) -> Long.compare(a[0], b[0]));
        long total = samples.stream().mapToLong(sample -> sample[1]).sum();
        List<Object> quantiles = new ArrayList<>();
        for (double share : new double[] {50, 95, 99}) {
            quantiles.add(total == 0 ? null : new Quantile(quantile(samples, total, share)));
        }
        return quantiles;
    }

    private static long quantile(List<long[]> samples, long total, double percent) {
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(percent / 100 * total)));
        long below = 0;
        for (long[] sample : samples) {
            below += sample[1];
            if (below >= rank) {
                return sample[0];
            }
        }
        return samples.get(samples.size() - 1)[0];
    }

    private void ledger(TruthMinute truth, int covered, Taker out) {
        List<Object> values = new ArrayList<>();
        long sum = 0;
        for (long count : truth.ledger) {
            values.add(count);
            sum += count;
        }
        // Rows begin with the first booking; the key also lists minutes of events that were late.
        booked |= sum > 0;
        if (!booked) {
            return;
        }
        values.add((long) covered);
        values.add(sum);
        out.take("feed_1m", List.of(feed.wireName(), truth.minute * 60), values);
        truth.deadLetters.forEach(
                (reason, count) ->
                        out.take(
                                "dead_letter_1m",
                                List.of(
                                        feed.wireName(),
                                        RejectReason.values()[reason].wireName(),
                                        truth.minute * 60),
                                List.of(count, count)));
    }

    /** The rows of days, once all minutes have been seen. */
    void days(Taker out) {
        days.forEach(
                (key, day) -> {
                    String[] parts = key.split("\t");
                    List<Object> values = new ArrayList<>();
                    values.add(day[1]);
                    values.add(day[2]);
                    values.add(day[3]);
                    values.add(day[3] == 0 ? null : day[4]);
                    values.add(day[0]);
                    out.take(
                            "registrations_1d",
                            List.of(parts[0], parts[1], parts[2], "UTC"),
                            values);
                });
    }

    private void day(int service, String country, long[] counts, long time, long[] ofSecond) {
        String day = LocalDate.ofEpochDay(Math.floorDiv(time, 86_400L)).toString();
        String key = summary.services().get(service) + "\t" + country + "\t" + day;
        long[] total = days.computeIfAbsent(key, ignored -> new long[5]);
        for (int i = 0; i < 3; i++) {
            total[i] += counts[i];
        }
        long registrations = ofSecond[1 + COMPLETED];
        if (registrations > total[3]) {
            total[3] = registrations;
            total[4] = time;
        }
    }

    private static void offer(Map<String, long[]> peaks, String country, long[] counts, long time) {
        if (counts.length <= 1 + COMPLETED) {
            return;
        }
        long[] peak = peaks.computeIfAbsent(country, ignored -> new long[2]);
        if (counts[1 + COMPLETED] > peak[0]) {
            peak[0] = counts[1 + COMPLETED];
            peak[1] = time;
        }
    }

    /** Counts, preceded by their sum for connections. */
    private List<Object> plain(long[] counts) {
        List<Object> values = new ArrayList<>();
        if (feed == Feed.CONNECTION) {
            values.add(Arrays.stream(counts, 1, counts.length).sum());
        }
        Arrays.stream(counts, 1, counts.length).forEach(values::add);
        return values;
    }

    private List<Object> values(long[] counts, boolean complete) {
        List<Object> values = plain(counts);
        values.add(complete);
        values.add(counts[0]);
        return values;
    }

    private boolean covers(long second) {
        return gaps.stream().noneMatch(gap -> gap[0] <= second && second < gap[1]);
    }

    private int covered(long minute) {
        int covered = 0;
        for (int i = 0; i < 60; i++) {
            covered += covers(minute * 60 + i) ? 1 : 0;
        }
        return covered;
    }

    private static long[] sum(long[] a, long[] b) {
        if (a == null) {
            return b.clone();
        }
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }
}
