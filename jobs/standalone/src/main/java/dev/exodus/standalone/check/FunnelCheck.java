package dev.exodus.standalone.check;

import dev.exodus.core.funnel.Congestion;
import dev.exodus.core.funnel.FunnelSettings;
import dev.exodus.core.funnel.Suppressed;
import dev.exodus.core.funnel.SuppressedEstimate;
import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.simulator.answer.FunnelMinute;
import dev.exodus.simulator.answer.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares every settled minute of the funnel, in PostgreSQL and in the lake, with an answer key:
 * the rows of all countries with what the key says, those of countries and carriers by their sums.
 * From the rows, suppressed registrations are estimated and set beside the truth.
 */
public final class FunnelCheck {
    private static final int MINUTES_AT_A_TIME = 20;
    private static final int DIFFERENCES_SHOWN = 20;
    private static final int COUNTS = FunnelMinute.COUNTS;
    private static final String ALL = "*";

    private final Map<String, TreeMap<Long, FunnelMinute>> truth = new TreeMap<>();
    private final long firstMinute;
    private final long unsettledMinute;

    /** From here on people were cut off by the end of the simulation before they were done. */
    private final long cutMinute;

    private final Map<String, Long> compared = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private long totalDifferences;

    private FunnelCheck(AnswerKey key) throws IOException {
        this.firstMinute = Math.floorDiv(key.summary().from().getEpochSecond() + 59, 60L);
        this.unsettledMinute = unsettledMinute(key.summary(), key.summary().through());
        this.cutMinute =
                Math.max(
                        firstMinute,
                        Math.min(
                                unsettledMinute,
                                unsettledMinute(key.summary(), key.summary().to())));
        for (FunnelMinute minute : key.funnel()) {
            if (minute.minute() < unsettledMinute) {
                truth.computeIfAbsent(minute.service(), s -> new TreeMap<>())
                        .put(minute.minute(), minute);
            }
        }
    }

    /** The first minute that a feed that ends there leaves open. */
    static long unsettledMinute(Summary summary, Instant end) {
        FunnelSettings settings =
                new FunnelSettings(
                        FunnelOptions.SESSION_GAP.defaultValue().toMillis(),
                        summary.allowedLatenessMs(),
                        Long.MIN_VALUE,
                        1);
        long watermark = end.toEpochMilli() - 1000 - summary.outOfOrdernessMs() - 1;
        long minute = Math.floorDiv(watermark, 60_000L);
        while (settings.settles(minute) > watermark) {
            minute--;
        }
        return minute + 1;
    }

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     * @param duckDb has a view per table of the lake
     * @param lake where the lake is
     */
    public static FunnelReport run(AnswerKey key, Connection postgres, Connection duckDb, Path lake)
            throws IOException, SQLException {
        return new FunnelCheck(key)
                .run(List.of(StoredRows.inPostgres(postgres), StoredRows.inLake(duckDb, lake)));
    }

    /**
     * Runs the comparison with the lake alone.
     *
     * @param duckDb has a view per table of the lake
     */
    public static FunnelReport ofLake(AnswerKey key, Connection duckDb, Path lake)
            throws IOException, SQLException {
        return new FunnelCheck(key).run(List.of(StoredRows.inLake(duckDb, lake)));
    }

    private FunnelReport run(List<StoredRows> stores) throws SQLException {
        Map<String, List<SmsFunnel>> rows = Map.of();
        for (StoredRows store : stores) {
            rows = compare(store);
        }
        List<FunnelReport.Service> services = new ArrayList<>();
        rows.forEach((service, minutes) -> services.add(service(service, minutes)));
        for (FunnelReport.Service service : services) {
            if (!service.isNear()) {
                totalDifferences++;
                differences.add("suppressed registrations: far from the truth: " + service);
            }
        }
        return new FunnelReport(compared, differences, totalDifferences, services);
    }

    private Map<String, List<SmsFunnel>> compare(StoredRows store) throws SQLException {
        Map<String, List<SmsFunnel>> rows = new TreeMap<>();
        long first = unsettledMinute;
        for (Map.Entry<String, TreeMap<Long, FunnelMinute>> service : truth.entrySet()) {
            rows.put(service.getKey(), new ArrayList<>());
            first = Math.min(first, service.getValue().firstKey());
        }
        for (long from = first; from < unsettledMinute; from += MINUTES_AT_A_TIME) {
            long to = Math.min(from + MINUTES_AT_A_TIME, unsettledMinute);
            Part part = new Part(store.store());
            store.read(FactType.SMS_FUNNEL_1M, from * 60, to * 60, null).forEach(part::add);
            part.compare(from, to);
            part.all.stream()
                    .filter(row -> rows.containsKey(row.service()))
                    .forEach(row -> rows.get(row.service()).add(row));
        }
        return rows;
    }

    /** Some minutes of one store. */
    private final class Part {
        private final String store;
        private final List<SmsFunnel> all = new ArrayList<>();
        private final Map<String, long[]> ofCountries = new HashMap<>();
        private final Map<String, long[]> ofCarriers = new HashMap<>();

        private Part(String store) {
            this.store = store;
        }

        private void add(List<Object> key, List<Object> values) {
            SmsFunnel row = row(key, values);
            compared.merge(store + " sms_funnel_1m", 1L, Long::sum);
            if (!row.settled()) {
                differ(row.service(), minute(row), row.country() + " is not settled");
            }
            if (row.country().equals(ALL)) {
                all.add(row);
            } else {
                Map<String, long[]> sums = row.carrier().equals(ALL) ? ofCountries : ofCarriers;
                long[] sum = sums.computeIfAbsent(name(row), k -> new long[COUNTS]);
                List<Long> counts = counts(row);
                for (int i = 0; i < COUNTS; i++) {
                    sum[i] += counts.get(i);
                }
            }
        }

        private void compare(long from, long to) {
            Map<String, SmsFunnel> found = new HashMap<>();
            all.forEach(row -> found.put(name(row), row));
            truth.forEach(
                    (service, minutes) ->
                            minutes.subMap(from, to).values().stream()
                                    .filter(minute -> minute.counts().get(0) > 0)
                                    .forEach(minute -> compare(minute, found)));
            found.values().stream()
                    .filter(row -> row.requested() > 0)
                    .forEach(row -> differ(row.service(), minute(row), "should not be there"));
        }

        private void compare(FunnelMinute minute, Map<String, SmsFunnel> found) {
            String name = minute.service() + " " + minute.minute();
            SmsFunnel row = found.remove(name);
            if (row == null) {
                differ(minute.service(), minute.minute(), "is missing");
                return;
            }
            same(minute, "all countries", counts(row));
            same(minute, "the sum of countries", list(ofCountries.get(name)));
            same(minute, "the sum of carriers", list(ofCarriers.get(name)));
        }

        private void same(FunnelMinute minute, String what, List<Long> counts) {
            if (!minute.counts().equals(counts)) {
                String text = what + " is " + counts + ", expected " + minute.counts();
                differ(minute.service(), minute.minute(), text);
            }
        }

        private void differ(String service, long minute, String what) {
            totalDifferences++;
            if (differences.size() < DIFFERENCES_SHOWN) {
                differences.add(
                        store + " sms_funnel_1m " + service + " " + time(minute) + ": " + what);
            }
        }
    }

    /** From the first whole minute on: of codes asked for before it only late events are there. */
    private FunnelReport.Service service(String service, List<SmsFunnel> settled) {
        List<SmsFunnel> minutes =
                settled.stream()
                        .filter(row -> minute(row) >= firstMinute && minute(row) < cutMinute)
                        .toList();
        Suppressed suppressed =
                new SuppressedEstimate(minutes, new Congestion(minutes)).suppressed();
        return new FunnelReport.Service(
                service,
                time(firstMinute).toString(),
                time(cutMinute).toString(),
                minutes.stream().mapToLong(SmsFunnel::requested).sum(),
                minutes.stream().mapToLong(SmsFunnel::uniqueRequesters).sum(),
                minutes.stream().mapToLong(SmsFunnel::verified).sum(),
                suppressed.registrations(),
                suppressed.lo95(),
                suppressed.hi95(),
                truth.get(service).subMap(firstMinute, cutMinute).values().stream()
                        .mapToLong(FunnelMinute::suppressed)
                        .sum());
    }

    private static List<Long> list(long[] counts) {
        return counts == null ? List.of() : Arrays.stream(counts).boxed().toList();
    }

    private static String name(SmsFunnel row) {
        return row.service() + " " + minute(row);
    }

    private static Instant time(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    private static long minute(SmsFunnel row) {
        return row.time().getEpochSecond() / 60;
    }

    /** In the order of the answer key. */
    private static List<Long> counts(SmsFunnel row) {
        return List.of(
                row.requested(),
                row.sent(),
                row.delivered(),
                row.failed(),
                row.expired(),
                row.verified(),
                row.uniqueRequesters(),
                row.retries());
    }

    /** What was read without its generation, as a fact again. */
    private static SmsFunnel row(List<Object> key, List<Object> values) {
        List<Object> all = new ArrayList<>(key);
        all.set(3, Instant.ofEpochSecond((Long) key.get(3)));
        all.addAll(values);
        all.add(all.size() - 1, 1);
        return (SmsFunnel) FactType.SMS_FUNNEL_1M.fact(all.toArray());
    }
}
