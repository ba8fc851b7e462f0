package dev.exodus.simulator.answer;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.schemas.events.Signup;
import dev.exodus.simulator.SimulationOptions;
import dev.exodus.simulator.feed.Draft;
import dev.exodus.simulator.feed.Recorder;
import dev.exodus.simulator.people.Demand;
import dev.exodus.simulator.scenario.Scenario;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Works out what must be counted while records are sent, with code of its own: the rule of
 * lateness, duplicates and gaps is applied here to each partition in its order.
 */
public final class AnswerKeyWriter implements PeopleLog {
    /** As the job's defaults. */
    public static final long ALLOWED_LATENESS_MS = 600_000;

    public static final long OUT_OF_ORDERNESS_MS = 5_000;
    private static final long GAP_AFTER_MS = 5_000;
    private static final long LATE_AT_ALL_MS = 8_000;
    private static final long DAY_MS = 86_400_000;

    /** Minutes that may still be booked to, before the newest. */
    private static final long OPEN_MINUTES = 60;

    private final Path folder;
    private final Scenario scenario;
    private final SimulationOptions options;
    private final Map<Feed, FeedTruth> feeds = new EnumMap<>(Feed.class);
    private final long[][] people;
    private final long[][] drawn;
    private final PeopleTruth persons;
    private final FunnelTruth funnel = new FunnelTruth();
    private final Backlogs backlogs;
    private final List<Map<Long, long[]>> causes = new ArrayList<>();
    private long records;

    public AnswerKeyWriter(Path folder, Scenario scenario, SimulationOptions options)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.scenario = scenario;
        this.options = options;
        this.persons = new PeopleTruth(AnswerKey.peopleFile(folder), scenario, options);
        this.backlogs = new Backlogs(scenario.services().size());
        this.people = new long[scenario.services().size()][5];
        scenario.services().forEach(service -> causes.add(new TreeMap<>()));
        this.drawn = new long[scenario.services().size()][scenario.countries().size()];
        for (Feed feed : Feed.values()) {
            feeds.put(feed, new FeedTruth(feed));
        }
    }

    /** Books one record, in the order of sending. */
    public void take(Draft draft) throws IOException {
        records++;
        feeds.get(draft.feed).take(draft);
    }

    @Override
    public void person(
            int service,
            long startMs,
            long endMs,
            int country,
            int cause,
            boolean registered,
            boolean suppressed) {
        people[service][cause]++;
        people[service][registered ? 3 : 4]++;
        if (registered && cause == Demand.Cause.OUTAGE.ordinal()) {
            drawn[service][country]++;
        }
        if (suppressed) {
            funnel.suppressed(service, startMs + options.shiftMillis());
        }
        if (registered || suppressed) {
            long minute = Math.floorDiv(endMs + options.shiftMillis(), 60_000L);
            causes.get(service)
                    .computeIfAbsent(minute, m -> new long[2 * CauseMinute.CAUSES])[
                    registered ? cause : CauseMinute.CAUSES + cause]++;
        }
    }

    @Override
    public void waits(int service, long second, double waitS) {
        backlogs.waits(service, second, waitS);
    }

    /** One feed. */
    private final class FeedTruth {
        private final Feed feed;
        private final int services = scenario.services().size();
        private final int countries = scenario.countries().size();
        private final int platforms = Recorder.platforms().length;
        private final int counters;
        private final long[] clocks = new long[128];
        private final boolean[] speaks = new boolean[128];
        private final long[] firsts = new long[128];
        private final TreeMap<Long, OpenMinute> minutes = new TreeMap<>();
        private OpenMinute last;
        private final DataOutputStream out;
        private final List<long[]> gaps = new ArrayList<>();

        /** The first second that a partition speaks for. */
        private long begins = Long.MAX_VALUE;

        private final long[] ledger = new long[6];
        private final Map<String, Long> rejected = new TreeMap<>();
        private final long[][] totals;

        /** Registrations by day since 1970. */
        private final List<Map<Long, Long>> days = new ArrayList<>();

        private final long[] peak;
        private final long[] peakSecond;
        private long countedThoughLate;

        FeedTruth(Feed feed) throws IOException {
            this.feed = feed;
            this.counters = feed.counters().size();
            Arrays.fill(clocks, Long.MIN_VALUE);
            totals = new long[services][counters];
            peak = new long[services];
            peakSecond = new long[services];
            for (int i = 0; i < services; i++) {
                days.add(new TreeMap<>());
            }
            out =
                    new DataOutputStream(
                            new BufferedOutputStream(
                                    new DeflaterOutputStream(
                                            Files.newOutputStream(
                                                    AnswerKey.minutesFile(folder, feed)),
                                            new Deflater(Deflater.BEST_SPEED)),
                                    1 << 16));
        }

        void take(Draft draft) throws IOException {
            int p = draft.partition;
            if (draft.kind == Draft.Kind.MALFORMED) {
                RejectReason reason = RejectReason.values()[draft.reason];
                rejected.merge(reason.wireName(), 1L, Long::sum);
                long time = clocks[p] == Long.MIN_VALUE ? draft.sendTime : clocks[p];
                refuse(time, TruthMinute.REJECTED, reason);
                return;
            }
            long before = clocks[p];
            clocks[p] = Math.max(before, draft.eventTime);
            if (before == Long.MIN_VALUE) {
                firsts[p] = draft.eventTime;
            }
            boolean heartbeat = draft.kind == Draft.Kind.HEARTBEAT;
            if (speaks[p]) {
                gap(p, before);
            } else if (heartbeat || settled(p)) {
                speaks[p] = true;
                begins = Math.min(begins, Math.floorDiv(draft.eventTime + 999, 1000L));
            }
            boolean late = draft.eventTime + ALLOWED_LATENESS_MS < clocks[p] - OUT_OF_ORDERNESS_MS;
            if (heartbeat) {
                book(late ? clocks[p] : draft.eventTime, TruthMinute.HEARTBEAT);
            } else if (late) {
                refuse(clocks[p], TruthMinute.LATE, RejectReason.LATE);
                minute(draft.eventTime)
                        .late(
                                second(draft),
                                draft.service,
                                draft.country,
                                draft.counter,
                                draft.weight);
            } else if (draft.kind == Draft.Kind.COPY) {
                book(draft.eventTime, TruthMinute.DUPLICATE);
            } else {
                count(draft);
            }
        }

        /** A partition without a heartbeat so far speaks when its first event would be late. */
        private boolean settled(int p) {
            return clocks[p] >= firsts[p] + ALLOWED_LATENESS_MS + OUT_OF_ORDERNESS_MS;
        }

        private void gap(int p, long before) {
            if (clocks[p] - before > GAP_AFTER_MS) {
                long from = Math.floorDiv(before, 1000L) + 1;
                long to = Math.floorDiv(clocks[p], 1000L);
                if (from < to) {
                    gaps.add(new long[] {from, to});
                }
            }
        }

        private void count(Draft draft) throws IOException {
            book(draft.eventTime, TruthMinute.COUNTED);
            if (feed == Feed.SMS) {
                funnel.take(draft);
            } else {
                persons.take(draft);
            }
            if (draft.sendTime - draft.eventTime >= LATE_AT_ALL_MS) {
                countedThoughLate++;
            }
            OpenMinute minute = minute(draft.eventTime);
            minute.count(
                    second(draft),
                    draft.service,
                    draft.country,
                    draft.platform,
                    draft.counter,
                    draft.weight);
            if (feed == Feed.CONNECTION) {
                minute.latency(draft.service, draft.country, draft.latencyMs, draft.weight);
            }
            totals[draft.service][draft.counter] += draft.weight;
            if (feed == Feed.SIGNUP && draft.counter == Signup.Step.COMPLETED.ordinal()) {
                days.get(draft.service)
                        .merge(Math.floorDiv(draft.eventTime, DAY_MS), draft.weight, Long::sum);
            }
        }

        private static int second(Draft draft) {
            return (int) Math.floorMod(Math.floorDiv(draft.eventTime, 1000L), 60L);
        }

        private void refuse(long time, int column, RejectReason reason) throws IOException {
            book(time, column);
            minute(time).deadLetter(reason.ordinal());
        }

        private void book(long time, int column) throws IOException {
            OpenMinute minute = minute(time);
            minute.ledger[TruthMinute.READ]++;
            minute.ledger[column]++;
            ledger[TruthMinute.READ]++;
            ledger[column]++;
        }

        private OpenMinute minute(long time) throws IOException {
            long number = Math.floorDiv(time, 60_000L);
            if (last == null || last.number != number) {
                last = minutes.get(number);
            }
            if (last == null) {
                last = new OpenMinute(number, services, countries, platforms, counters);
                minutes.put(number, last);
                writeBefore(number - OPEN_MINUTES);
            }
            return last;
        }

        private void writeBefore(long number) throws IOException {
            while (!minutes.isEmpty() && minutes.firstKey() < number) {
                OpenMinute done = minutes.pollFirstEntry().getValue();
                peaks(done);
                done.write(out);
            }
        }

        private void peaks(OpenMinute minute) {
            if (feed != Feed.SIGNUP) {
                return;
            }
            for (int s = 0; s < services; s++) {
                for (int i = 0; i < 60; i++) {
                    long count = minute.count(i, s, Signup.Step.COMPLETED.ordinal());
                    if (count > peak[s]) {
                        peak[s] = count;
                        peakSecond[s] = minute.number * 60 + i;
                    }
                }
            }
        }

        void finish() throws IOException {
            writeBefore(Long.MAX_VALUE);
            out.close();
            gaps.add(0, new long[] {0, begins});
        }

        Summary.Ledger ledger() {
            return new Summary.Ledger(
                    ledger[TruthMinute.READ],
                    ledger[TruthMinute.COUNTED],
                    ledger[TruthMinute.DUPLICATE],
                    ledger[TruthMinute.LATE],
                    ledger[TruthMinute.REJECTED],
                    ledger[TruthMinute.HEARTBEAT],
                    countedThoughLate,
                    rejected);
        }

        Map<String, Long> days(int service) {
            Map<String, Long> named = new TreeMap<>();
            days.get(service)
                    .forEach(
                            (day, count) -> named.put(LocalDate.ofEpochDay(day).toString(), count));
            return named;
        }

        Map<String, Long> totals(int service) {
            Map<String, Long> named = new LinkedHashMap<>();
            for (int i = 0; i < counters; i++) {
                named.put(feed.counters().get(i), totals[service][i]);
            }
            return named;
        }
    }

    /** Closes the files and writes the summary. */
    public Summary finish(Instant through) throws IOException {
        Map<String, Summary.Ledger> ledgers = new LinkedHashMap<>();
        Map<String, List<long[]>> gaps = new LinkedHashMap<>();
        for (FeedTruth truth : feeds.values()) {
            truth.finish();
            ledgers.put(truth.feed.wireName(), truth.ledger());
            gaps.put(truth.feed.wireName(), truth.gaps);
        }
        persons.close();
        Map<String, Summary.Totals> totals = new LinkedHashMap<>();
        Map<String, Summary.People> counted = new LinkedHashMap<>();
        FeedTruth signups = feeds.get(Feed.SIGNUP);
        for (int i = 0; i < scenario.services().size(); i++) {
            String name = scenario.services().get(i).name();
            totals.put(
                    name,
                    new Summary.Totals(
                            signups.days(i),
                            signups.peak[i],
                            signups.peak[i] == 0
                                    ? null
                                    : Instant.ofEpochSecond(signups.peakSecond[i]),
                            signups.totals(i),
                            feeds.get(Feed.SMS).totals(i),
                            feeds.get(Feed.CONNECTION).totals(i)));
            long[] p = people[i];
            counted.put(name, new Summary.People(p[0], p[1], p[2], p[3], p[4]));
        }
        Summary summary =
                new Summary(
                        scenario.id(),
                        options.seed(),
                        options.scale(),
                        options.from().plusMillis(options.shiftMillis()),
                        options.to().plusMillis(options.shiftMillis()),
                        through,
                        ALLOWED_LATENESS_MS,
                        OUT_OF_ORDERNESS_MS,
                        scenario.services().stream().map(Scenario.Service::name).toList(),
                        scenario.countries().stream().map(Scenario.Country::code).toList(),
                        List.of(Recorder.platforms()),
                        records,
                        ledgers,
                        totals,
                        counted,
                        drawn(),
                        attractions(),
                        incidents(),
                        scenario.marks().stream()
                                .map(mark -> mark.shifted(options.shiftMillis()))
                                .toList(),
                        gaps);
        funnel.write(AnswerKey.funnelFile(folder), summary.services());
        CauseMinute.write(AnswerKey.causesFile(folder), causeMinutes());
        AnswerKey.JSON.writeValue(AnswerKey.summaryFile(folder).toFile(), summary);
        return summary;
    }

    private List<CauseMinute> causeMinutes() {
        List<CauseMinute> minutes = new ArrayList<>();
        for (int i = 0; i < causes.size(); i++) {
            String service = scenario.services().get(i).name();
            causes.get(i)
                    .forEach(
                            (minute, counts) ->
                                    minutes.add(CauseMinute.of(service, minute, counts)));
        }
        return minutes;
    }

    private Map<String, Map<String, Long>> drawn() {
        Map<String, Map<String, Long>> services = new LinkedHashMap<>();
        for (int service = 0; service < drawn.length; service++) {
            Map<String, Long> countries = new LinkedHashMap<>();
            for (int country = 0; country < drawn[service].length; country++) {
                countries.put(scenario.countries().get(country).code(), drawn[service][country]);
            }
            services.put(scenario.services().get(service).name(), countries);
        }
        return services;
    }

    private Map<String, List<Instant>> attractions() {
        Map<String, List<Instant>> services = new LinkedHashMap<>();
        for (Scenario.Service service : scenario.services()) {
            Stream<Instant> news = service.news().stream().map(Scenario.News::at);
            Stream<Instant> outages = service.attraction().stream().map(Scenario.Attraction::at);
            services.put(
                    service.name(),
                    Stream.concat(news, outages).map(this::shifted).sorted().toList());
        }
        return services;
    }

    /** Those of them that began before the simulation ended. */
    private List<Summary.Incident> incidents() {
        List<Summary.Incident> incidents = new ArrayList<>();
        for (Scenario.Outage outage : scenario.outages()) {
            add(outage.service(), outage.kind(), outage.parts(), incidents);
            if (outage.signups() > 0) {
                add(outage.service(), "registration_drop", outage.parts(), incidents);
            }
        }
        for (Scenario.Finding found : scenario.alsoFound()) {
            add(found.service(), found.kind(), found.parts(), incidents);
        }
        for (int i = 0; i < scenario.services().size(); i++) {
            add(scenario.services().get(i).name(), "sms_overload", backlogs.of(i), incidents);
        }
        return incidents;
    }

    private void add(
            String service,
            String kind,
            List<Scenario.Part> parts,
            List<Summary.Incident> incidents) {
        List<List<Instant>> played =
                parts.stream()
                        .filter(part -> part.start().isBefore(options.to()))
                        .filter(part -> part.end().isAfter(options.from()))
                        .map(part -> List.of(shifted(part.start()), shifted(part.end())))
                        .toList();
        if (!played.isEmpty()) {
            incidents.add(new Summary.Incident(service, kind, played));
        }
    }

    private Instant shifted(Instant time) {
        return time.plusMillis(options.shiftMillis());
    }
}
