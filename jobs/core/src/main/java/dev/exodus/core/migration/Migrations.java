package dev.exodus.core.migration;

import dev.exodus.core.migration.MigrationState.Told;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * How many came to each destination because of each outage elsewhere: takes registrations,
 * incidents and marks in any order, and tells what follows when the clock of a destination moves
 * on.
 *
 * <p>The clock is the event time through which the registrations of the destination are known, so
 * what is told is a function of facts. All countries together are told of every minute, a country
 * every five. A row is settled a day and the allowed lateness behind the outage's end, once the
 * incident itself is: then it is what a batch over all facts would say, whatever order they came
 * in.
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

    public Migrations(MigrationSettings settings) {
        this.settings = settings;
        this.facts = new MigrationFacts(settings);
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
                || fact instanceof Tick tick && tick.feed().equals(Feed.SIGNUP.wireName())
                || fact instanceof Incident
                || fact instanceof Mark;
    }

    /**
     * Takes a fact that {@linkplain #reads bears on migration}.
     *
     * @param out takes what is told because of it
     * @return whether it is newer than what was known
     */
    public boolean take(MigrationState state, MinuteStore days, Fact fact, MigrationOutput out) {
        if (fact instanceof RegistrationMinute row) {
            return row(state, days, row);
        }
        if (fact instanceof Incident incident) {
            return incident(state, days, incident, out);
        }
        return fact instanceof Mark mark
                ? mark(state, days, mark, out)
                : tick(state, days, (Tick) fact, out);
    }

    private boolean row(MigrationState state, MinuteStore days, RegistrationMinute row) {
        state.countriesOf(row.service()).add(row.country());
        long minute = row.time().getEpochSecond() / 60;
        long day = Math.floorDiv(minute, DAY);
        MinutesOfDay minutes = days.get(row.service(), row.country(), day);
        if (minutes == null) {
            minutes = new MinutesOfDay();
        }
        boolean newest =
                minutes.put(
                        (int) Math.floorMod(minute, DAY),
                        row.complete() ? row.registrations() : -1,
                        version(row.generation(), row.revision()));
        if (newest) {
            days.put(row.service(), row.country(), day, minutes);
        }
        return newest;
    }

    /** Generation before revision; no minute has a trillion events. */
    private static long version(int generation, long revision) {
        return ((long) generation << 40) + Math.min(revision, (1L << 40) - 1);
    }

    private boolean incident(
            MigrationState state, MinuteStore days, Incident incident, MigrationOutput out) {
        if (!isNewer(incident, state.incidents.get(incident.incidentId()))) {
            return false;
        }
        state.incidents.put(incident.incidentId(), incident);
        evaluateAll(state, days, state.clocks.keySet(), out);
        return true;
    }

    private boolean mark(MigrationState state, MinuteStore days, Mark mark, MigrationOutput out) {
        if (!isNewer(mark, state.marks.get(mark.markId()))) {
            return false;
        }
        state.marks.put(mark.markId(), mark);
        evaluateAll(state, days, state.clocks.keySet(), out);
        return true;
    }

    private static boolean isNewer(Fact fact, Fact known) {
        return known == null
                || version(fact.generation(), fact.revision())
                        > version(known.generation(), known.revision());
    }

    /** The registrations of its service are known up to there. */
    private boolean tick(MigrationState state, MinuteStore days, Tick tick, MigrationOutput out) {
        long minute = Math.floorDiv(tick.through().getEpochSecond(), 60L);
        Long before = state.clocks.get(tick.service());
        if (before != null && minute <= before) {
            return false;
        }
        state.clocks.put(tick.service(), minute);
        evaluateAll(state, days, List.of(tick.service()), out);
        if (before != null) {
            forget(state, days, tick.service(), before, minute);
        }
        return true;
    }

    private void evaluateAll(
            MigrationState state,
            MinuteStore days,
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
                    evaluate(state, days, incident, destination, country, out);
                }
            }
        }
    }

    private void evaluate(
            MigrationState state,
            MinuteStore days,
            Incident incident,
            String destination,
            String country,
            MigrationOutput out) {
        String key = Question.key(incident, destination, country);
        long clock = state.clocks.get(destination);
        Told before = state.told.get(key);
        if (Study.isRetracted(incident)) {
            if (before != null) {
                retract(incident, destination, country, before, clock, out);
                state.told.remove(key);
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
                new Turn(question, clock, before == null ? Told.nothing(study.start()) : before);
        if (turn.isDue() && turn.tell(days, out)) {
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
        private final Question question;
        private final Study study;
        private final long clock;
        private final Told before;
        private final Told after;
        private final boolean rowDue;
        private final boolean sameCurve;

        /** Behind the last minute of the curve. */
        private final long curveEnds;

        Turn(Question question, long clock, Told before) {
            this.question = question;
            this.study = question.study();
            this.clock = clock;
            this.before = before;
            long windowEnd = study.windowEnd().orElse(Long.MAX_VALUE);
            long settles = study.windowEnd().isEmpty() ? windowEnd : windowEnd + lateness();
            long through = Math.min(clock, settles);
            boolean settled = question.incident().settled() && clock >= settles;
            String fingerprint = study.fingerprint();
            boolean sameStudy = fingerprint.equals(before.study());
            long every = question.isOfAll() ? 1 : COUNTRY_EVERY;
            boolean nextRow =
                    Math.floorDiv(through, every) > Math.floorDiv(before.through(), every);
            rowDue = !sameStudy || settled != before.settled() || !settled && nextRow;
            String curve = study.curveFingerprint();
            sameCurve = curve.equals(before.curve());
            curveEnds =
                    (question.isOfAll() ? study.tailEnd() : study.windowEnd())
                            .orElse(Long.MAX_VALUE);
            long curveEnd = Math.min(clock, curveEnds);
            long curveSettledTo = Math.max(study.start(), Math.min(curveEnd, clock - lateness()));
            after =
                    new Told(
                            fingerprint,
                            curve,
                            study.start(),
                            question.isOfAll() ? curveEnd : curveSettledTo,
                            curveSettledTo,
                            rowDue ? through : before.through(),
                            settled);
        }

        private long lateness() {
            return settings.allowedLateness();
        }

        boolean isDue() {
            return clock > study.start()
                    && (rowDue
                            || !sameCurve
                            || after.curveTo() > before.curveTo()
                            || after.curveSettledTo() > before.curveSettledTo());
        }

        /** Tells it, unless the past says too little: then nothing is known and false returned. */
        boolean tell(MinuteStore days, MigrationOutput out) {
            long windowTo = Math.min(clock, study.windowEnd().orElse(Long.MAX_VALUE));
            long end = Math.max(windowTo, after.curveTo());
            Optional<Outlook> widest = outlook(days, end - study.start());
            if (widest.isEmpty()) {
                return false;
            }
            MinuteSeries observed =
                    days.series(question.destination(), question.country(), study.start(), end);
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
                    tellMinute(days, minute, alone, running, out);
                }
                if (rowDue && minute + 1 == windowTo) {
                    tellRow(days, observed, widest.get(), running, out);
                }
            }
            if (after.settled() && after.curveSettledTo() == curveEnds) {
                outlooks.forget(question.key());
            }
            return true;
        }

        private void tellMinute(
                MinuteStore days, long minute, Excess alone, Running running, MigrationOutput out) {
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
                            question,
                            minute,
                            alone,
                            running.total(),
                            interval(days, running),
                            clock);
            if (!told) {
                out.told(fact);
            }
            if (keeps) {
                out.settled(fact);
            }
        }

        private void tellRow(
                MinuteStore days,
                MinuteSeries observed,
                Outlook widest,
                Running running,
                MigrationOutput out) {
            long to = study.start() + running.minutes();
            Migration fact =
                    facts.row(
                            question,
                            new Window(study.start(), to),
                            running.total(),
                            interval(days, running),
                            outlook(days, running.minutes()).orElse(widest),
                            lag(observed, widest, to),
                            after.through(),
                            after.settled());
            out.told(fact);
            if (after.settled()) {
                out.settled(fact);
            }
        }

        private OptionalLong lag(MinuteSeries observed, Outlook outlook, long to) {
            Window outage = study.outage();
            return outage == null || outage.end() + Lag.LONGEST_MINUTES > to
                    ? OptionalLong.empty()
                    : Lag.minutes(minute -> outlook.residual(minute, observed), to, outage);
        }

        private PlaceboInterval interval(MinuteStore days, Running running) {
            return outlook(days, running.minutes())
                    .map(outlook -> outlook.interval(running.total(), running.minutes()))
                    .orElse(null);
        }

        private Optional<Outlook> outlook(MinuteStore days, long minutes) {
            boolean historySettled = clock >= study.start() + lateness();
            return outlooks.of(question, days, historySettled, minutes);
        }
    }

    /** Forgets what no study looks back on any more, once a day of the clock. */
    private void forget(
            MigrationState state, MinuteStore days, String service, long before, long now) {
        long today = Math.floorDiv(now, DAY);
        if (Math.floorDiv(before, DAY) == today) {
            return;
        }
        for (long day = Math.floorDiv(before, DAY) + 1; day <= today; day++) {
            for (String country : state.countriesOf(service)) {
                MinutesOfDay over = days.get(service, country, day - 2);
                if (over != null) {
                    over.seal();
                    days.put(service, country, day - 2, over);
                }
                days.remove(service, country, day - KEPT_DAYS - 1);
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
        state.told.keySet().removeIf(gone);
        outlooks.forgetIf(gone);
    }

    private static boolean isOver(Mark mark, long oldest) {
        Instant end = mark.endsAt() == null ? mark.startsAt() : mark.endsAt();
        return end.getEpochSecond() < oldest;
    }
}
