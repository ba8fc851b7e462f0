package dev.exodus.core.migration;

import dev.exodus.core.migration.MigrationState.Told;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * How many came to each destination because of each outage elsewhere, and how many people each
 * affected: takes registrations, codes, incidents, marks and people in any order, and tells what
 * follows when the clock of a destination moves on.
 *
 * <p>The clock is the event time through which the registrations of the destination are known, and
 * its codes if it has any, so what is told is a function of facts. All countries together are told
 * of every minute, a country every five. A row is settled a day and the allowed lateness behind the
 * outage's end, and when the codes of that day are, once the incident itself is: then it is what a
 * batch over all facts would say, whatever order they came in.
 */
public final class Migrations {
    private static final long DAY = MinutesOfDay.MINUTES;

    /** Between two rows of a country that is not settled. */
    private static final long COUNTRY_EVERY = 5;

    /** What a study may look back on: its history, the longest window, and a little. */
    private static final long KEPT_DAYS = 42;

    private final MigrationSettings settings;
    private final MigrationFacts facts;

    /** Not state: all can be worked out again. */
    private final Outlooks outlooks = new Outlooks();

    /** Likewise. */
    private final PeopleTables tables = new PeopleTables();

    /** Likewise. */
    private final CodeTables codeTables = new CodeTables();

    private final PeopleMemory memory;
    private final CodeMemory codes;
    private final AffectedPeople affected;

    public Migrations(MigrationSettings settings) {
        this.settings = settings;
        this.facts = new MigrationFacts(settings);
        this.memory = new PeopleMemory(settings.allowedLateness());
        this.codes = new CodeMemory(settings.codesSettled());
        this.affected = new AffectedPeople(settings);
    }

    /** Puts what was learnt into a state that knows nothing yet. */
    public void learnt(MigrationState state, MinuteStore days, LearntRegistrations history) {
        history.services()
                .forEach(
                        (service, countries) ->
                                countries.forEach(
                                        (country, series) -> {
                                            state.countriesOf(service).add(country);
                                            learnt(days, service, country, series);
                                        }));
    }

    private static void learnt(
            MinuteStore days, String service, String country, MinuteSeries series) {
        long last = Math.floorDiv(series.end() - 1, DAY);
        for (long day = Math.max(Math.floorDiv(series.from(), DAY), last - KEPT_DAYS);
                day <= last;
                day++) {
            MinutesOfDay minutes = new MinutesOfDay();
            for (int i = 0; i < DAY; i++) {
                if (series.has(day * DAY + i)) {
                    minutes.put(i, (long) series.at(day * DAY + i), 0);
                }
            }
            // Late rows of the last two days may still come.
            if (day < last - 1) {
                minutes.seal();
            }
            days.put(service, country, day, minutes);
        }
    }

    /** Whether a fact bears on migration. */
    public static boolean reads(Fact fact) {
        return fact instanceof RegistrationMinute row && row.platform().equals(Question.ALL)
                || fact instanceof SmsFunnel minute && minute.carrier().equals(Question.ALL)
                || fact instanceof SmsMinute sms && sms.platform().equals(Question.ALL)
                || fact instanceof Tick tick && (isOfRegistrations(tick) || CodeMemory.reads(tick))
                || fact instanceof Incident
                || fact instanceof Mark;
    }

    private static boolean isOfRegistrations(Tick tick) {
        return tick.feed().equals(Feed.SIGNUP.wireName());
    }

    /**
     * Takes a fact that {@linkplain #reads bears on migration}.
     *
     * @param out takes what is told because of it
     * @return whether it is newer than what was known
     */
    public boolean take(
            MigrationState state, MigrationStores stores, Fact fact, MigrationOutput out) {
        if (fact instanceof RegistrationMinute row) {
            return row(state, stores, row);
        }
        if (fact instanceof SmsFunnel minute) {
            return codes.take(state, stores.codes(), minute, version(minute));
        }
        if (fact instanceof SmsMinute sms) {
            return codes.take(state, stores.codes(), sms, version(sms));
        }
        if (fact instanceof Incident incident) {
            return incident(state, stores, incident, out);
        }
        if (fact instanceof Mark mark) {
            return mark(state, stores, mark, out);
        }
        Tick tick = (Tick) fact;
        return isOfRegistrations(tick)
                ? tick(state, stores, tick, out)
                : codesTick(state, stores, tick, out);
    }

    private boolean row(MigrationState state, MigrationStores stores, RegistrationMinute row) {
        state.countriesOf(row.service()).add(row.country());
        long minute = row.time().getEpochSecond() / 60;
        long day = Math.floorDiv(minute, DAY);
        MinutesOfDay minutes = stores.days().get(row.service(), row.country(), day);
        if (minutes == null) {
            minutes = new MinutesOfDay();
        }
        boolean newest =
                minutes.put(
                        (int) Math.floorMod(minute, DAY),
                        row.complete() ? row.registrations() : -1,
                        version(row));
        if (newest) {
            stores.days().put(row.service(), row.country(), day, minutes);
        }
        return newest;
    }

    /** Generation before revision; no minute has a trillion events. */
    private static long version(int generation, long revision) {
        return ((long) generation << 40) + Math.min(revision, (1L << 40) - 1);
    }

    static long version(Fact fact) {
        return version(fact.generation(), fact.revision());
    }

    private boolean incident(
            MigrationState state, MigrationStores stores, Incident incident, MigrationOutput out) {
        if (!isNewer(incident, state.incidents.get(incident.incidentId()))) {
            return false;
        }
        state.incidents.put(incident.incidentId(), incident);
        evaluateAll(state, stores, state.clocks.keySet(), out);
        tellAffected(state, stores, out);
        return true;
    }

    private boolean mark(
            MigrationState state, MigrationStores stores, Mark mark, MigrationOutput out) {
        if (!isNewer(mark, state.marks.get(mark.markId()))) {
            return false;
        }
        state.marks.put(mark.markId(), mark);
        evaluateAll(state, stores, state.clocks.keySet(), out);
        return true;
    }

    private static boolean isNewer(Fact fact, Fact known) {
        return known == null || version(fact) > version(known);
    }

    /** The registrations of its service are known up to there. */
    private boolean tick(
            MigrationState state, MigrationStores stores, Tick tick, MigrationOutput out) {
        long minute = Math.floorDiv(tick.through().getEpochSecond(), 60L);
        Long before = state.clocks.get(tick.service());
        if (before != null && minute <= before) {
            return false;
        }
        long known = before == null ? Long.MIN_VALUE : clock(state, tick.service());
        state.clocks.put(tick.service(), minute);
        if (clock(state, tick.service()) > known) {
            evaluateAll(state, stores, List.of(tick.service()), out);
        }
        tellAffected(state, stores, out);
        if (before != null) {
            forget(state, stores, tick.service(), before, minute);
        }
        forgetPeople(state, stores);
        return true;
    }

    /** The codes of its service are known up to there. */
    private boolean codesTick(
            MigrationState state, MigrationStores stores, Tick tick, MigrationOutput out) {
        boolean asked = state.clocks.containsKey(tick.service());
        long known = asked ? clock(state, tick.service()) : Long.MAX_VALUE;
        boolean first = CodeMemory.through(state, tick.service()) == null;
        if (!CodeMemory.take(state, tick)) {
            return false;
        }
        if (asked && (first || clock(state, tick.service()) > known)) {
            evaluateAll(state, stores, List.of(tick.service()), out);
        }
        codes.forget(state, stores.codes(), tick.service());
        return true;
    }

    /**
     * Takes some of the people of an hour. It may tell nothing until {@link #peopleThrough}.
     *
     * @return false if the hour is forgotten already
     */
    public boolean people(MigrationState state, MigrationStores stores, PeoplePart part) {
        return memory.take(state, stores.people(), part);
    }

    /**
     * People are known up to a minute since 1970, save for those who may come late; what follows is
     * told.
     */
    public void peopleThrough(
            MigrationState state, MigrationStores stores, long minute, MigrationOutput out) {
        if (minute <= state.peopleThrough) {
            return;
        }
        long before = state.peopleThrough;
        state.peopleThrough = minute;
        List<String> waiting =
                state.clocks.keySet().stream()
                        .filter(service -> state.clocks.get(service) > before)
                        .toList();
        evaluateAll(state, stores, waiting, out);
        tellAffected(state, stores, out);
        forgetPeople(state, stores);
    }

    /** By the clock of the facts, too: an outage that is not yet known may ask for people. */
    private void forgetPeople(MigrationState state, MigrationStores stores) {
        if (settings.sharedIdentities() && !state.clocks.isEmpty()) {
            memory.forget(state, stores.people(), peopleClock(state));
        }
    }

    /**
     * Through which minute people are known, and incidents can be. While no registrations are, that
     * of people alone.
     */
    private static long peopleClock(MigrationState state) {
        return state.clocks.isEmpty()
                ? state.peopleThrough
                : Math.min(Collections.max(state.clocks.values()), state.peopleThrough);
    }

    private void tellAffected(MigrationState state, MigrationStores stores, MigrationOutput out) {
        if (settings.sharedIdentities()) {
            affected.tell(state, stores.people(), peopleClock(state), out);
        }
    }

    /**
     * Through which minute all is known that rows of a destination are made of. It goes back once,
     * when the first is told of codes later than of registrations.
     */
    private long clock(MigrationState state, String destination) {
        long clock = state.clocks.get(destination);
        if (settings.sharedIdentities()) {
            clock = Math.min(clock, state.peopleThrough);
        }
        Long codesThrough = CodeMemory.through(state, destination);
        return codesThrough == null ? clock : Math.min(clock, codesThrough);
    }

    private void evaluateAll(
            MigrationState state,
            MigrationStores stores,
            Collection<String> destinations,
            MigrationOutput out) {
        for (Incident incident : state.incidents.values()) {
            if (!Study.isOutage(incident)) {
                continue;
            }
            for (String destination : destinations) {
                if (destination.equals(incident.service())) {
                    continue;
                }
                for (String country : state.countriesOf(destination)) {
                    evaluate(state, stores, incident, destination, country, out);
                }
            }
        }
    }

    private void evaluate(
            MigrationState state,
            MigrationStores stores,
            Incident incident,
            String destination,
            String country,
            MigrationOutput out) {
        String key = Question.key(incident, destination, country);
        long clock = clock(state, destination);
        Told before = state.told.get(key);
        if (Study.isRetracted(incident)) {
            if (before != null) {
                // It rests on no people, and must be newer than what was told.
                long registrations = state.clocks.get(destination);
                retract(incident, destination, country, before, registrations, out);
                state.told.remove(key);
                stores.rows().remove(key);
                outlooks.forget(key);
            }
            return;
        }
        Study study =
                Study.of(
                        incident,
                        destination,
                        country,
                        state.incidents.values(),
                        state.marks.values());
        Question question = new Question(incident, destination, country, study);
        Turn turn =
                new Turn(
                        state,
                        stores,
                        question,
                        clock,
                        before == null ? Told.nothing(study.start()) : before);
        if (turn.isDue() && turn.tell(out)) {
            state.told.put(key, turn.after);
        }
    }

    private void retract(
            Incident incident,
            String destination,
            String country,
            Told before,
            long clock,
            MigrationOutput out) {
        out.told(facts.nothing(incident, destination, country, before.through()));
        takeBack(incident, destination, country, before.start(), before.curveTo(), clock, out);
    }

    /** Minutes of a curve that are none any more. */
    private void takeBack(
            Incident incident,
            String destination,
            String country,
            long from,
            long to,
            long clock,
            MigrationOutput out) {
        for (long minute = from; minute < to; minute++) {
            out.told(facts.nothing(incident, destination, country, minute, clock));
        }
    }

    /** What is due to be told of a question at a moment. */
    private final class Turn {
        private final MigrationState state;
        private final MigrationStores stores;
        private final Question question;
        private final Study study;

        /** Where people are looked for; null if nothing is known of them. */
        private final PeopleWindows people;

        /** Whether codes of the destination are known from the outage's start on. */
        private final boolean withCodes;

        private final long clock;
        private final Told before;
        private final Told after;
        private final boolean rowDue;

        /** Whether the row is settled and nothing but people is new. */
        private final boolean sameRow;

        private final boolean sameCurve;

        /** Behind the last minute of the curve. */
        private final long curveEnds;

        Turn(
                MigrationState state,
                MigrationStores stores,
                Question question,
                long clock,
                Told before) {
            this.state = state;
            this.stores = stores;
            this.question = question;
            this.study = question.study();
            this.clock = clock;
            this.before = before;
            PeopleWindows windows = PeopleWindows.of(question.incident());
            people =
                    settings.sharedIdentities() && PeopleMemory.isKnown(state, windows)
                            ? windows
                            : null;
            withCodes = CodeMemory.isKnown(state, question.destination(), study.start());
            long settles = settles();
            long through = Math.min(clock, settles);
            if (people != null && clock >= settles) {
                through = Math.max(through, people.lastDue(clock, lateness()).orElse(through));
            }
            boolean settled = question.incident().settled() && clock >= settles;
            String fingerprint = study.fingerprint();
            boolean sameStudy = fingerprint.equals(before.study());
            long every = question.isOfAll() ? 1 : COUNTRY_EVERY;
            boolean nextRow =
                    Math.floorDiv(through, every) > Math.floorDiv(before.through(), every);
            boolean moreOfPeople = settled && through > before.through();
            rowDue =
                    !sameStudy
                            || withCodes != before.codes()
                            || settled != before.settled()
                            || !settled && nextRow
                            || moreOfPeople;
            sameRow = sameStudy && withCodes == before.codes() && settled && before.settled();
            String curve = study.curveFingerprint();
            sameCurve = curve.equals(before.curve());
            curveEnds =
                    (question.isOfAll() ? study.tailEnd() : study.windowEnd())
                            .orElse(Long.MAX_VALUE);
            // What was told stays told, though the clock went back.
            long told = sameCurve ? before.curveTo() : study.start();
            long settledTo = sameCurve ? before.curveSettledTo() : study.start();
            long curveEnd = Math.max(told, Math.min(clock, curveEnds));
            long curveSettledTo =
                    Math.max(settledTo, Math.min(Math.min(clock, curveEnds), clock - lateness()));
            after =
                    new Told(
                            fingerprint,
                            curve,
                            study.start(),
                            question.isOfAll() ? curveEnd : curveSettledTo,
                            curveSettledTo,
                            rowDue ? through : before.through(),
                            settled,
                            study.end().orElse(Told.UNKNOWN),
                            people != null,
                            withCodes);
        }

        /** When all of the main window is known and can no longer change. */
        private long settles() {
            if (study.windowEnd().isEmpty()) {
                return Long.MAX_VALUE;
            }
            long windowEnd = study.windowEnd().getAsLong();
            long settles = people == null ? windowEnd + lateness() : people.settles(lateness());
            return withCodes ? Math.max(settles, windowEnd + settings.codesSettled()) : settles;
        }

        private long lateness() {
            return settings.allowedLateness();
        }

        boolean isDue() {
            return clock > study.start() && clock >= before.through() && (rowDue || isCurveDue());
        }

        private boolean isCurveDue() {
            return !sameCurve
                    || after.curveTo() > before.curveTo()
                    || after.curveSettledTo() > before.curveSettledTo();
        }

        /** Tells it, unless the past says too little: then nothing is known and false returned. */
        boolean tell(MigrationOutput out) {
            Migration known = rowDue && sameRow ? stores.rows().get(question.key()) : null;
            if (known != null) {
                tell(facts.with(question.incident(), known, people(), after.through()), out);
                if (!isCurveDue()) {
                    return true;
                }
            }
            boolean told = tellAnew(rowDue && known == null, out);
            return told || known != null;
        }

        private boolean tellAnew(boolean withRow, MigrationOutput out) {
            long windowTo = Math.min(clock, study.windowEnd().orElse(Long.MAX_VALUE));
            long end = Math.max(windowTo, after.curveTo());
            Optional<Outlook> widest = outlook(end - study.start());
            if (widest.isEmpty()) {
                return false;
            }
            MinuteSeries observed =
                    stores.days()
                            .series(question.destination(), question.country(), study.start(), end);
            if (!sameCurve) {
                // It was thought to begin earlier.
                takeBack(
                        question.incident(),
                        question.destination(),
                        question.country(),
                        before.start(),
                        Math.min(study.start(), before.curveTo()),
                        clock,
                        out);
            }
            Running running = new Running(observed, widest.get());
            for (long minute = study.start(); minute < end; minute++) {
                Excess alone = running.next();
                if (minute < after.curveTo()) {
                    tellMinute(minute, alone, running, out);
                }
                if (withRow && minute + 1 == windowTo) {
                    tellRow(observed, widest.get(), running, out);
                }
            }
            if (after.settled() && after.curveSettledTo() == curveEnds) {
                outlooks.forget(question.key());
            }
            return true;
        }

        private void tellMinute(long minute, Excess alone, Running running, MigrationOutput out) {
            boolean settles = minute < after.curveSettledTo();
            long toldTo = settles ? before.curveSettledTo() : before.curveTo();
            boolean told = sameCurve && minute < toldTo;
            boolean kept = before.settled() && sameCurve && minute < before.curveSettledTo();
            boolean keeps = after.settled() && settles && !kept;
            if (told && !keeps) {
                return;
            }
            MigrationMinute fact =
                    facts.minute(
                            question, minute, alone, running.total(), interval(running), clock);
            if (!told) {
                out.told(fact);
            }
            if (keeps) {
                out.settled(fact);
            }
        }

        private void tellRow(
                MinuteSeries observed, Outlook widest, Running running, MigrationOutput out) {
            long to = study.start() + running.minutes();
            PlaceboInterval interval = interval(running);
            OptionalLong lag = lag(observed, widest, to);
            boolean shows = lag.isPresent() && interval != null && interval.lo95() > 0;
            Migration fact =
                    facts.row(
                            question,
                            new Window(study.start(), to),
                            running.total(),
                            interval,
                            outlook(running.minutes()).orElse(widest),
                            lag,
                            shows && after.settled() ? lagInterval(widest, observed) : null,
                            people(),
                            codes(to),
                            after.through(),
                            after.settled());
            tell(fact, out);
        }

        private void tell(Migration row, MigrationOutput out) {
            out.told(row);
            if (!after.settled()) {
                return;
            }
            out.settled(row);
            if (people != null || withCodes) {
                stores.rows().put(question.key(), row);
            }
        }

        /**
         * What is known of codes in the window; what was told when it settled, if that is
         * forgotten.
         */
        private CodeColumns codes(long to) {
            if (!withCodes) {
                return CodeColumns.NONE;
            }
            if (!CodeMemory.isKept(state, question.destination(), study.start())) {
                boolean sameWindow =
                        before.settled()
                                && before.codes()
                                && before.start() == study.start()
                                && study.end().equals(OptionalLong.of(before.end()));
                Migration known = sameWindow ? stores.rows().get(question.key()) : null;
                return known == null ? CodeColumns.NONE : CodeColumns.of(known);
            }
            Window window = new Window(study.start(), to);
            return codeTables.of(state, stores.codes(), question, window, clock);
        }

        /** What is known of people by now, on top of what was told when it fell due. */
        private PeopleColumns people() {
            if (people == null) {
                return PeopleColumns.NONE;
            }
            Migration known = isOfSamePeople() ? stores.rows().get(question.key()) : null;
            if (known == null && !PeopleMemory.isKept(state, people)) {
                return PeopleColumns.NONE;
            }
            PeopleTables.Moment moment =
                    new PeopleTables.Moment(
                            people,
                            people.lastDue(clock, lateness()).orElse(PeopleWindows.floor(clock)),
                            known == null ? Long.MIN_VALUE : before.through());
            PeopleColumns columns = tables.of(state, stores.people(), question, moment, lateness());
            return known == null ? columns : columns.with(known);
        }

        /** Whether the settled row that was told last looked at the same windows. */
        private boolean isOfSamePeople() {
            boolean sameEnd =
                    before.end() == Told.UNKNOWN
                            ? people.lastDue(before.through(), lateness())
                                    .equals(OptionalLong.of(before.through()))
                            : people.end().equals(PeopleWindows.end(before.end()));
            return before.settled()
                    && before.people()
                    && PeopleWindows.floor(before.start()) == people.start()
                    && sameEnd;
        }

        private OptionalLong lag(MinuteSeries observed, Outlook outlook, long to) {
            Window outage = study.outage();
            return outage == null || outage.end() + Lag.LONGEST_MINUTES > to
                    ? OptionalLong.empty()
                    : Lag.minutes(minute -> outlook.residual(minute, observed), to, outage);
        }

        private LagInterval lagInterval(Outlook outlook, MinuteSeries observed) {
            return Outlooks.lagInterval(question, stores.days(), outlook, observed).orElse(null);
        }

        private PlaceboInterval interval(Running running) {
            return outlook(running.minutes())
                    .map(outlook -> outlook.interval(running.total(), running.minutes()))
                    .orElse(null);
        }

        private Optional<Outlook> outlook(long minutes) {
            boolean historySettled = clock >= study.start() + lateness();
            return outlooks.of(question, stores.days(), historySettled, minutes);
        }
    }

    /** Forgets what no study looks back on any more, once a day of the clock. */
    private void forget(
            MigrationState state, MigrationStores stores, String service, long before, long now) {
        long today = Math.floorDiv(now, DAY);
        if (Math.floorDiv(before, DAY) == today) {
            return;
        }
        for (long day = Math.floorDiv(before, DAY) + 1; day <= today; day++) {
            for (String country : state.countriesOf(service)) {
                MinutesOfDay over = stores.days().get(service, country, day - 2);
                if (over != null) {
                    over.seal();
                    stores.days().put(service, country, day - 2, over);
                }
                stores.days().remove(service, country, day - KEPT_DAYS - 1);
            }
        }
        long oldest = (today - KEPT_DAYS) * DAY * 60;
        state.incidents
                .values()
                .removeIf(
                        incident ->
                                incident.endedAt() != null
                                        && incident.endedAt().getEpochSecond() < oldest);
        state.marks.values().removeIf(mark -> isOver(mark, oldest));
        Predicate<String> gone =
                key -> !state.incidents.containsKey(key.substring(0, key.indexOf(' ')));
        state.told.keySet().stream().filter(gone).forEach(stores.rows()::remove);
        state.told.keySet().removeIf(gone);
        state.toldPeople.keySet().retainAll(state.incidents.keySet());
        outlooks.forgetIf(gone);
        tables.forgetIf(gone);
        codeTables.forgetIf(gone);
    }

    private static boolean isOver(Mark mark, long oldest) {
        Instant end = mark.endsAt() == null ? mark.startsAt() : mark.endsAt();
        return end.getEpochSecond() < oldest;
    }
}
