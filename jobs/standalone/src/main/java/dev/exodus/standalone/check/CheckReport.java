package dev.exodus.standalone.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How stored rows compare with an answer key.
 *
 * @param met whether all agree
 * @param rows rows compared, by store and table
 * @param differences the first ones, each naming table, key, column and both values
 * @param totalDifferences how many there are
 * @param counted events counted
 * @param late events kept in the dead letters because they came too late
 * @param duplicate events dropped
 * @param rejected records refused
 * @param read records read: the sum of the above and heartbeats
 * @param funnel the services of the funnel; empty without SmsFunnelJob
 * @param incidents those of the key; empty without OutagesJob
 * @param surges where those of the key came from
 * @param migration from each failing service to each other one; empty without MigrationJob
 * @param affected by each outage, likewise
 * @param people who moved, likewise
 * @param codes at the services they came to, likewise
 */
public record CheckReport(
        boolean met,
        Map<String, Long> rows,
        List<String> differences,
        long totalDifferences,
        long counted,
        long late,
        long duplicate,
        long rejected,
        long read,
        List<FunnelReport.Service> funnel,
        List<IncidentsReport.Incident> incidents,
        List<SegmentsReport.Surge> surges,
        List<MigrationReport.Flow> migration,
        List<PeopleReport.Affected> affected,
        List<PeopleReport.Flow> people,
        List<CodesReport.Flow> codes) {

    /** With the funnel's comparison. */
    public CheckReport with(FunnelReport other) {
        return with(
                other.rows(),
                other.differences(),
                other.totalDifferences(),
                other.services(),
                incidents,
                surges,
                migration,
                affected,
                people,
                codes);
    }

    /** With the incidents' comparison. */
    public CheckReport with(IncidentsReport other) {
        List<String> wrong = other.differences();
        return with(
                Map.of(),
                wrong,
                wrong.size(),
                funnel,
                other.incidents(),
                surges,
                migration,
                affected,
                people,
                codes);
    }

    /** With the comparison of what explains the surges. */
    public CheckReport with(SegmentsReport other) {
        List<String> wrong = other.differences();
        return with(
                Map.of(),
                wrong,
                wrong.size(),
                funnel,
                incidents,
                other.surges(),
                migration,
                affected,
                people,
                codes);
    }

    /** With migration's comparison. */
    public CheckReport with(MigrationReport other) {
        List<String> wrong = other.differences();
        return with(
                Map.of("PostgreSQL migration", other.rows()),
                wrong,
                wrong.size(),
                funnel,
                incidents,
                surges,
                other.flows(),
                affected,
                people,
                codes);
    }

    /** With the comparison of people whom outages affected, and who moved. */
    public CheckReport with(PeopleReport other) {
        return with(
                Map.of("PostgreSQL migration, people", other.rows()),
                other.differences(),
                other.differences().size(),
                funnel,
                incidents,
                surges,
                migration,
                other.affected(),
                other.flows(),
                codes);
    }

    /** With the comparison of the columns of codes. */
    public CheckReport with(CodesReport other) {
        List<String> wrong = other.differences();
        return with(
                Map.of("PostgreSQL migration, codes", other.rows()),
                wrong,
                wrong.size(),
                funnel,
                incidents,
                surges,
                migration,
                affected,
                people,
                other.flows());
    }

    /**
     * With the comparison of another table.
     *
     * @param table store and table
     * @param compared its rows
     * @param total how many differ
     * @param wrong what is wrong with the first of them
     */
    public CheckReport with(String table, long compared, long total, List<String> wrong) {
        return with(
                Map.of(table, compared),
                wrong,
                total,
                funnel,
                incidents,
                surges,
                migration,
                affected,
                people,
                codes);
    }

    private CheckReport with(
            Map<String, Long> moreRows,
            List<String> moreDifferences,
            long more,
            List<FunnelReport.Service> services,
            List<IncidentsReport.Incident> found,
            List<SegmentsReport.Surge> explained,
            List<MigrationReport.Flow> flows,
            List<PeopleReport.Affected> cutOff,
            List<PeopleReport.Flow> moved,
            List<CodesReport.Flow> ofCodes) {
        Map<String, Long> allRows = new TreeMap<>(rows);
        allRows.putAll(moreRows);
        List<String> allDifferences = new ArrayList<>(differences);
        allDifferences.addAll(moreDifferences);
        return new CheckReport(
                met && more == 0,
                allRows,
                allDifferences,
                totalDifferences + more,
                counted,
                late,
                duplicate,
                rejected,
                read,
                services,
                found,
                explained,
                flows,
                cutOff,
                moved,
                ofCodes);
    }
}
