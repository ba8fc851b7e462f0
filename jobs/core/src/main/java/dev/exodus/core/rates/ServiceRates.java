package dev.exodus.core.rates;

import static dev.exodus.core.rates.ServiceState.ALL;

import dev.exodus.core.admission.Coverage;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Signup;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The rates of one feed: partial counts in, rows out.
 *
 * <p>Rows are a function of the events merged, never of how they were bundled: a row's revision is
 * the number of events in it, and a known service has a row for every covered second, zero
 * included.
 */
public final class ServiceRates {
    private final int counters;
    private final int peakCounter;
    private final boolean hasDays;
    private final RatesSettings settings;
    private final FeedRows rows;
    private final Cell zero;
    private final String feedName;
    private final long knownForMinutes;
    private final Map<String, ZoneId> zones = new TreeMap<>();

    public ServiceRates(Feed feed, RatesSettings settings) {
        this.counters = feed.counters().size();
        this.hasDays = feed == Feed.SIGNUP;
        this.peakCounter = hasDays ? Signup.Step.COMPLETED.ordinal() : -1;
        this.settings = settings;
        this.rows = new FeedRows(feed, settings.generation());
        this.zero = new Cell(counters);
        this.feedName = feed.wireName();
        this.knownForMinutes = settings.knownForSeconds() / 60;
        settings.dayZones().forEach(zone -> zones.put(zone, ZoneId.of(zone)));
    }

    /** The state of a service of which nothing is known. */
    public ServiceState newState() {
        return new ServiceState(counters);
    }

    /** Adds what a bundle counted. */
    public void merge(ServiceState state, MinutePartial partial) {
        Cell[] ofCountry = new Cell[partial.countries().length];
        if (partial.cellSecond().length > 0) {
            mergeCells(state, partial, ofCountry);
        }
        for (int i = 0; i < partial.platforms().length; i++) {
            String platform = partial.platforms()[i];
            see(state, state.knownPlatforms, state.platformMinutes, platform, partial.minute());
            cell(state.platformMinutes, partial.minute(), platform)
                    .add(partial.platformEvents()[i], partial.platformCounts(), i * counters);
        }
        mergeLatencies(state, partial, ofCountry);
        if (partial.minute() < state.nextMinute) {
            state.changedMinutes.add(partial.minute());
        }
    }

    /**
     * A country is looked up once per partial, and a second once per run of its cells, which stand
     * in order of seconds.
     *
     * @param ofCountry filled with the minute's cell of each country that has one here
     */
    private void mergeCells(ServiceState state, MinutePartial partial, Cell[] ofCountry) {
        long minute = partial.minute();
        int[] numbers = new int[ofCountry.length];
        see(state, state.knownCountries, state.minutes, ALL, minute);
        Cell wholeMinute = cell(state.minutes, minute, ALL);
        long[] seconds = partial.cellSecond();
        SecondCells cells = null;
        for (int i = 0; i < seconds.length; i++) {
            if (cells == null || seconds[i] != seconds[i - 1]) {
                cells = open(state, seconds[i]);
            }
            int country = partial.cellCountry()[i];
            String name = partial.countries()[country];
            if (ofCountry[country] == null) {
                numbers[country] = state.countries.number(name);
                ofCountry[country] = openCell(state, minute, name, numbers[country]);
            }
            int place =
                    cells.add(
                            numbers[country],
                            partial.cellEvents()[i],
                            partial.cellCounts(),
                            i * counters);
            mergeInto(cells.all, partial, i);
            mergeInto(ofCountry[country], partial, i);
            mergeInto(wholeMinute, partial, i);
            if (peakCounter >= 0) {
                long ofSecond = cells.count(place, peakCounter);
                long ofWholeSecond = cells.all.counts[peakCounter];
                ofCountry[country].offerPeak(ofSecond, seconds[i]);
                wholeMinute.offerPeak(ofWholeSecond, seconds[i]);
            }
            if (hasDays) {
                mergeDays(state, partial, i, name, cells, place);
            }
        }
    }

    /**
     * The cell of a country that was seen. It is found by the country's number where the country
     * was seen before in the newest minute, whose parts come one after the other.
     */
    private Cell openCell(ServiceState state, long minute, String name, int number) {
        boolean late = minute < state.nextMinute;
        Cell known = late ? null : state.newest.cell(minute, number);
        if (known != null) {
            return known;
        }
        see(state, state.knownCountries, state.minutes, name, minute);
        Cell cell = cell(state.minutes, minute, name);
        if (!late) {
            state.newest.put(minute, number, cell);
        }
        return cell;
    }

    /** The counts of a second that was seen. */
    private SecondCells open(ServiceState state, long second) {
        see(state, second);
        if (second < state.nextSecond) {
            state.changedSeconds.add(second);
        }
        return state.seconds.computeIfAbsent(
                second, ignored -> new SecondCells(counters, state.usualCountries));
    }

    private void mergeDays(
            ServiceState state,
            MinutePartial partial,
            int i,
            String country,
            SecondCells cells,
            int place) {
        long second = partial.cellSecond()[i];
        zones.forEach(
                (zone, id) -> {
                    long day = day(second, id);
                    TreeMap<Long, TreeMap<String, Cell>> days =
                            state.days.computeIfAbsent(zone, ignored -> new TreeMap<>());
                    Cell ofCountry = cell(days, day, country);
                    mergeInto(ofCountry, partial, i);
                    ofCountry.offerPeak(cells.count(place, peakCounter), second);
                    Cell ofAll = cell(days, day, ALL);
                    mergeInto(ofAll, partial, i);
                    ofAll.offerPeak(cells.all.counts[peakCounter], second);
                });
    }

    private void mergeInto(Cell cell, MinutePartial partial, int i) {
        cell.add(partial.cellEvents()[i], partial.cellCounts(), i * counters);
    }

    /** The latencies of a country stand together. */
    private void mergeLatencies(ServiceState state, MinutePartial partial, Cell[] ofCountry) {
        int latencies = partial.latencyMs().length;
        if (latencies == 0) {
            return;
        }
        Cell all = cell(state.minutes, partial.minute(), ALL);
        for (int i = 0; i < latencies; i++) {
            int country = partial.latencyCountry()[i];
            if (ofCountry[country] == null) {
                ofCountry[country] =
                        cell(state.minutes, partial.minute(), partial.countries()[country]);
            }
            ofCountry[country].addLatency(partial.latencyMs()[i], partial.latencyWeight()[i]);
            all.addLatency(partial.latencyMs()[i], partial.latencyWeight()[i]);
        }
    }

    /** Books that the service was seen; seconds that thereby become known late get a zero row. */
    private void see(ServiceState state, long second) {
        for (long s = second; s < state.nextSecond; s++) {
            if (!state.known.contains(s)) {
                state.changedSeconds.add(s);
            }
        }
        state.known.add(second, settings.knownForSeconds());
    }

    /** The same for a country or platform: its minutes that become known late get a zero row. */
    private void see(
            ServiceState state,
            TreeMap<String, KnownSpans> known,
            TreeMap<Long, TreeMap<String, Cell>> cells,
            String name,
            long minute) {
        KnownSpans spans = known.computeIfAbsent(name, ignored -> new KnownSpans());
        for (long m = minute; m < state.nextMinute; m++) {
            if (!spans.contains(m)) {
                cell(cells, m, name);
                state.changedMinutes.add(m);
            }
        }
        spans.add(minute, knownForMinutes);
    }

    /**
     * Emits what a watermark makes final for the first time, then corrections of earlier rows, then
     * one tick; forgets what can no longer change.
     *
     * @param watermark epoch milliseconds; {@code Long.MAX_VALUE} ends the input: what is left is
     *     emitted, without a tick
     */
    public void advance(
            ServiceState state,
            String service,
            long watermark,
            Coverage coverage,
            Consumer<Fact> out) {
        boolean end = watermark == Long.MAX_VALUE;
        long through = end ? endOfInput(state) : Math.floorDiv(watermark + 1, 1000);
        if (through <= state.nextSecond && !end) {
            return;
        }
        long firstNewSecond = state.nextSecond;
        long firstNewMinute = state.nextMinute;
        long throughMinute = end ? Math.floorDiv(through + 59, 60) : Math.floorDiv(through, 60);

        newSeconds(state, service, through, coverage, out);
        boolean minuteClosed = newMinutes(state, service, throughMinute, coverage, out);
        correctSeconds(state, service, firstNewSecond, coverage, out);
        correctMinutes(state, service, firstNewMinute, coverage, out);
        if (minuteClosed || end) {
            days(state, service, out);
        }
        if (!end) {
            if (through * 1000 > settings.fromSecond()) {
                out.accept(tick(service, through));
            }
            forget(state, service, watermark, out);
        }
    }

    private Fact tick(String service, long through) {
        return new Tick(
                feedName,
                service,
                Instant.ofEpochSecond(through),
                settings.generation(),
                Math.max(0, through));
    }

    private long endOfInput(ServiceState state) {
        return state.seconds.isEmpty() ? state.nextSecond : state.seconds.lastKey() + 1;
    }

    private void newSeconds(
            ServiceState state,
            String service,
            long through,
            Coverage coverage,
            Consumer<Fact> out) {
        if (state.known.isEmpty()) {
            state.nextSecond = through;
            return;
        }
        long from = Math.max(state.nextSecond, state.known.first());
        for (long second = from; second < through; second++) {
            if (state.seconds.containsKey(second) || state.known.contains(second)) {
                second(state, service, second, coverage, out);
            }
        }
        state.nextSecond = Math.max(state.nextSecond, through);
    }

    private void correctSeconds(
            ServiceState state,
            String service,
            long before,
            Coverage coverage,
            Consumer<Fact> out) {
        for (long second : state.changedSeconds) {
            if (second < before) {
                second(state, service, second, coverage, out);
            }
        }
        state.changedSeconds.clear();
    }

    private void second(
            ServiceState state,
            String service,
            long second,
            Coverage coverage,
            Consumer<Fact> out) {
        boolean covered = coverage.covers(second);
        SecondCells cells = state.seconds.get(second);
        if (second < settings.fromSecond()) {
            return;
        }
        if (cells == null) {
            if (covered) {
                out.accept(rows.second(service, second, zero, true));
            }
            return;
        }
        state.usualCountries = cells.size();
        if (cells.all.isDirty()) {
            cells.all.markEmitted();
            out.accept(rows.second(service, second, cells.all, covered));
        }
        if (settings.countrySeconds()) {
            countrySeconds(state, service, second, covered, out);
        } else {
            cells.markAllEmitted();
        }
    }

    private void countrySeconds(
            ServiceState state, String service, long second, boolean covered, Consumer<Fact> out) {
        SecondCells cells = state.seconds.get(second);
        for (int country : state.countries.ordered()) {
            int place = cells.find(country);
            if (place >= 0 && cells.isDirty(place)) {
                cells.markEmitted(place);
                String name = state.countries.name(country);
                out.accept(rows.countrySecond(service, name, second, cells.cell(place), covered));
            }
        }
    }

    private boolean newMinutes(
            ServiceState state,
            String service,
            long through,
            Coverage coverage,
            Consumer<Fact> out) {
        KnownSpans known = state.knownCountries.get(ALL);
        boolean closed = false;
        if (known != null) {
            for (long minute = Math.max(state.nextMinute, known.first());
                    minute < through;
                    minute++) {
                minute(state, service, minute, true, coverage, out);
                closed = true;
            }
        }
        state.nextMinute = Math.max(state.nextMinute, through);
        return closed;
    }

    private void correctMinutes(
            ServiceState state,
            String service,
            long before,
            Coverage coverage,
            Consumer<Fact> out) {
        for (long minute : state.changedMinutes) {
            if (minute < before) {
                minute(state, service, minute, false, coverage, out);
            }
        }
        state.changedMinutes.clear();
    }

    private void minute(
            ServiceState state,
            String service,
            long minute,
            boolean first,
            Coverage coverage,
            Consumer<Fact> out) {
        if (minute * 60 < settings.fromSecond()) {
            return;
        }
        int covered = coverage.coveredSeconds(minute);
        minuteRows(
                state.minutes.get(minute),
                first ? state.knownCountries : Map.of(),
                minute,
                covered,
                (country, cell) ->
                        out.accept(rows.minute(service, country, ALL, minute, cell, covered)));
        minuteRows(
                state.platformMinutes.get(minute),
                first ? state.knownPlatforms : Map.of(),
                minute,
                covered,
                (platform, cell) ->
                        out.accept(rows.minute(service, ALL, platform, minute, cell, covered)));
    }

    /** Rows of all that changed, and rows of zero for what is known but has no cell. */
    private void minuteRows(
            TreeMap<String, Cell> cells,
            Map<String, KnownSpans> known,
            long minute,
            int covered,
            BiConsumer<String, Cell> out) {
        if (cells != null) {
            cells.forEach(
                    (name, cell) -> {
                        if (cell.isDirty() && (covered > 0 || cell.events > 0)) {
                            cell.markEmitted();
                            out.accept(name, cell);
                        }
                    });
        }
        if (covered > 0) {
            known.forEach(
                    (name, spans) -> {
                        if (spans.contains(minute) && (cells == null || !cells.containsKey(name))) {
                            out.accept(name, zero);
                        }
                    });
        }
    }

    private void days(ServiceState state, String service, Consumer<Fact> out) {
        state.days.forEach(
                (zone, zoneDays) ->
                        zoneDays.forEach((day, cells) -> days(service, zone, day, cells, out)));
    }

    private void days(
            String service,
            String zone,
            long day,
            TreeMap<String, Cell> cells,
            Consumer<Fact> out) {
        if (startOfDay(day, zones.get(zone)) < settings.fromSecond()) {
            return;
        }
        cells.forEach(
                (country, cell) -> {
                    if (cell.isDirty()) {
                        cell.markEmitted();
                        out.accept(rows.day(service, country, day, zone, cell));
                    }
                });
    }

    /** No event that arrives after this watermark can be within the allowed lateness of these. */
    private void forget(ServiceState state, String service, long watermark, Consumer<Fact> out) {
        long settled = watermark - settings.allowedLatenessMs();
        long openSecond = Math.floorDiv(settled, 1000);
        long openMinute = Math.floorDiv(settled, 60_000);
        state.seconds.headMap(openSecond).clear();
        state.minutes.headMap(openMinute).clear();
        state.platformMinutes.headMap(openMinute).clear();
        state.days.forEach(
                (zone, zoneDays) -> {
                    SortedMap<Long, TreeMap<String, Cell>> settledDays =
                            zoneDays.headMap(day(openMinute * 60, zones.get(zone)));
                    settledDays.forEach((day, cells) -> days(service, zone, day, cells, out));
                    settledDays.clear();
                });
        state.days.values().removeIf(TreeMap::isEmpty);
        state.known.forgetBefore(openSecond);
        if (openMinute != state.forgottenMinute) {
            forgetKnown(state.knownCountries, openMinute);
            forgetKnown(state.knownPlatforms, openMinute);
            state.forgottenMinute = openMinute;
        }
    }

    private static void forgetKnown(TreeMap<String, KnownSpans> known, long before) {
        known.values()
                .removeIf(
                        spans -> {
                            spans.forgetBefore(before);
                            return spans.isEmpty();
                        });
    }

    private Cell cell(TreeMap<Long, TreeMap<String, Cell>> times, long time, String name) {
        return times.computeIfAbsent(time, ignored -> new TreeMap<>())
                .computeIfAbsent(name, ignored -> new Cell(counters));
    }

    private static long day(long second, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(second), zone).toEpochDay();
    }

    private static long startOfDay(long day, ZoneId zone) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toEpochSecond();
    }
}
