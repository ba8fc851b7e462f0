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
 * @param migration from each failing service to each other one; empty without MigrationJob
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
        List<MigrationReport.Flow> migration) {

    /** With the funnel's comparison. */
    public CheckReport with(FunnelReport other) {
        Map<String, Long> allRows = new TreeMap<>(rows);
        allRows.putAll(other.rows());
        List<String> allDifferences = new ArrayList<>(differences);
        allDifferences.addAll(other.differences());
        return new CheckReport(
                met && other.met(),
                allRows,
                allDifferences,
                totalDifferences + other.totalDifferences(),
                counted,
                late,
                duplicate,
                rejected,
                read,
                other.services(),
                incidents,
                migration);
    }

    /**
     * With the comparison of another table.
     *
     * @param table store and table
     * @param compared its rows
     * @param wrong what is wrong with them
     */
    public CheckReport with(String table, long compared, List<String> wrong) {
        Map<String, Long> allRows = new TreeMap<>(rows);
        allRows.put(table, compared);
        List<String> allDifferences = new ArrayList<>(differences);
        allDifferences.addAll(wrong);
        return new CheckReport(
                met && wrong.isEmpty(),
                allRows,
                allDifferences,
                totalDifferences + wrong.size(),
                counted,
                late,
                duplicate,
                rejected,
                read,
                funnel,
                incidents,
                migration);
    }

    /** With the incidents' comparison. */
    public CheckReport with(IncidentsReport other) {
        List<String> allDifferences = new ArrayList<>(differences);
        allDifferences.addAll(other.differences());
        return new CheckReport(
                met && other.met(),
                rows,
                allDifferences,
                totalDifferences + other.differences().size(),
                counted,
                late,
                duplicate,
                rejected,
                read,
                funnel,
                other.incidents(),
                migration);
    }

    /** With migration's comparison. */
    public CheckReport with(MigrationReport other) {
        CheckReport both = with("PostgreSQL migration", other.rows(), other.differences());
        return new CheckReport(
                both.met,
                both.rows,
                both.differences,
                both.totalDifferences,
                counted,
                late,
                duplicate,
                rejected,
                read,
                funnel,
                incidents,
                other.flows());
    }
}
