package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentPeople;
import dev.exodus.schemas.facts.Migration;
import dev.exodus.schemas.facts.MigrationMinute;
import java.time.Instant;
import java.util.OptionalLong;

/** The rows of {@code migration}, {@code migration_1m} and {@code incident_people}. */
final class MigrationFacts {
    private static final Excess NOTHING = new Excess(0, 0, 0, 0);

    private final MigrationSettings settings;

    MigrationFacts(MigrationSettings settings) {
        this.settings = settings;
    }

    /**
     * A row.
     *
     * @param window over which was added up
     * @param interval null if placebos are too few
     * @param lagInterval of the lag; null while the row is not settled, and if the past is too
     *     short
     * @param people what is known of people
     * @param codes what is known of codes
     * @param through minute through which it was computed
     */
    Migration row(
            Question question,
            Window window,
            Excess excess,
            PlaceboInterval interval,
            Outlook outlook,
            OptionalLong lag,
            LagInterval lagInterval,
            PeopleColumns people,
            CodeColumns codes,
            long through,
            boolean settled) {
        boolean toldApart = question.study().canTell(outlook.news(), window);
        PlaceboInterval fair = interval == null || toldApart ? interval : interval.unattributed();
        Shares shares = Shares.of(excess, toldApart);
        boolean shows = fair != null && fair.lo95() > 0 && lag.isPresent();
        Migration row =
                migration(
                        question.incident(),
                        question.destination(),
                        question.country(),
                        excess,
                        fair,
                        outlook.placebos(),
                        shares,
                        shows ? 60 * lag.getAsLong() : null,
                        shows ? lagInterval : null,
                        codes,
                        through,
                        settled);
        return with(question.incident(), row, people, through);
    }

    /** A row that says that nothing is left of an incident. */
    Migration nothing(Incident incident, String destination, String country, long through) {
        return migration(
                incident,
                destination,
                country,
                NOTHING,
                null,
                0,
                null,
                null,
                null,
                CodeColumns.NONE,
                through,
                true);
    }

    /** A row, and what is known of people through a minute. */
    Migration with(Incident incident, Migration row, PeopleColumns people, long through) {
        return new Migration(
                row.incidentId(),
                row.destination(),
                row.country(),
                row.source(),
                Instant.ofEpochSecond(60 * through),
                row.observed(),
                row.baseline(),
                row.news(),
                row.excess(),
                row.excessLo95(),
                row.excessHi95(),
                row.placebos(),
                row.outageShare(),
                row.newsShare(),
                row.baseShare(),
                row.unassignedShare(),
                row.lagSeconds(),
                row.lagLo95Seconds(),
                row.lagHi95Seconds(),
                people.migrated(),
                people.migratedLo95(),
                people.migratedHi95(),
                people.lift(),
                people.retainedDay1(),
                people.retainedDay7(),
                people.retainedDay28(),
                people.returnedDay7(),
                people.multihomingDay7(),
                people.dueAt(),
                row.requested(),
                row.verified(),
                row.suppressed(),
                row.worstBacklog(),
                row.waitP95Ms(),
                people.suppressed() || row.suppressedCells(),
                row.settled(),
                row.methodVersion(),
                row.generation(),
                revision(incident, through));
    }

    private Migration migration(
            Incident incident,
            String destination,
            String country,
            Excess excess,
            PlaceboInterval interval,
            int placebos,
            Shares shares,
            Long lagSeconds,
            LagInterval lagInterval,
            CodeColumns codes,
            long through,
            boolean settled) {
        return new Migration(
                incident.incidentId(),
                destination,
                country,
                incident.service(),
                Instant.ofEpochSecond(60 * through),
                excess.observed(),
                excess.base(),
                excess.news(),
                excess.excess(),
                interval == null ? null : interval.lo95(),
                interval == null ? null : interval.hi95(),
                placebos,
                shares == null ? null : shares.outage(),
                shares == null ? null : shares.news(),
                shares == null ? null : shares.base(),
                shares == null ? null : shares.unassigned(),
                lagSeconds,
                lagInterval == null ? null : lagInterval.lo95Seconds(),
                lagInterval == null ? null : lagInterval.hi95Seconds(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                codes.requested(),
                codes.verified(),
                codes.suppressed(),
                codes.worstBacklog(),
                codes.waitP95Ms(),
                codes.withheld(),
                settled,
                settings.methodVersion(),
                settings.generation(),
                revision(incident, through));
    }

    /**
     * A minute of the curve.
     *
     * @param alone what came in the minute
     * @param total what came since the start
     * @param interval of the total; null if placebos are too few
     * @param clock through which registrations are known
     */
    MigrationMinute minute(
            Question question,
            long minute,
            Excess alone,
            Excess total,
            PlaceboInterval interval,
            long clock) {
        boolean mixed = question.study().isMixed(minute + 1);
        PlaceboInterval fair = interval == null || !mixed ? interval : interval.unattributed();
        return minute(
                question.incident(),
                question.destination(),
                question.country(),
                minute,
                alone,
                total.excess(),
                fair,
                clock);
    }

    /** A minute that says that it belongs to no curve any more. */
    MigrationMinute nothing(
            Incident incident, String destination, String country, long minute, long clock) {
        return minute(incident, destination, country, minute, NOTHING, 0, null, clock);
    }

    private MigrationMinute minute(
            Incident incident,
            String destination,
            String country,
            long minute,
            Excess alone,
            double cumulative,
            PlaceboInterval interval,
            long clock) {
        return new MigrationMinute(
                incident.incidentId(),
                destination,
                country,
                Instant.ofEpochSecond(60 * minute),
                alone.observed(),
                alone.base(),
                alone.news(),
                alone.excess(),
                cumulative,
                interval == null ? null : interval.lo95(),
                interval == null ? null : interval.hi95(),
                settings.generation(),
                60 * Math.min(clock, minute + 1 + settings.allowedLateness()));
    }

    /**
     * How many people an incident affected.
     *
     * @param people null if they are withheld
     * @param through minute through which people are known
     */
    IncidentPeople people(
            Incident incident,
            String country,
            SampledPeople people,
            long through,
            boolean settled) {
        return people(
                incident,
                country,
                people == null ? null : Suppression.rounded(people.count()),
                people == null ? null : Suppression.rounded(people.lo95()),
                people == null ? null : Suppression.rounded(people.hi95()),
                through,
                settled);
    }

    /** A row that says that nothing is left of an incident, or nothing in a country. */
    IncidentPeople nobody(Incident incident, String country, long through) {
        return people(incident, country, 0L, 0L, 0L, through, true);
    }

    private IncidentPeople people(
            Incident incident,
            String country,
            Long affected,
            Long lower,
            Long upper,
            long through,
            boolean settled) {
        return new IncidentPeople(
                incident.incidentId(),
                country,
                incident.service(),
                affected,
                lower,
                upper,
                Instant.ofEpochSecond(60 * through),
                affected == null,
                settled,
                settings.methodVersion(),
                Math.max(settings.generation(), incident.generation()),
                revision(incident, through));
    }

    /**
     * That of the incident before the minute. The end of an outage is known later than people are,
     * so a row of an earlier version may have looked farther, and is older all the same.
     */
    private static long revision(Incident incident, long through) {
        return (Math.min(incident.revision(), Integer.MAX_VALUE) << Integer.SIZE) + 60 * through;
    }
}
