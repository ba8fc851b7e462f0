package dev.exodus.standalone.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * How the stored minutes of a replayed service compare with its counts.
 *
 * @param met whether all agree
 * @param service the service
 * @param feed signup or connection
 * @param from start of the first bucket, RFC 3339
 * @param to end of the last bucket
 * @param minutes how many were observed
 * @param gapMinutes how many between the first and the last were not
 * @param gaps in how many gaps
 * @param events sum of the counts
 * @param compared minutes compared, observed or not, in both stores
 * @param differences the first ones, each naming store and minute
 * @param totalDifferences how many there are
 */
public record CountsReport(
        boolean met,
        String service,
        String feed,
        String from,
        String to,
        long minutes,
        long gapMinutes,
        int gaps,
        long events,
        long compared,
        List<String> differences,
        long totalDifferences) {
    private static final int MORE_SHOWN = 20;

    /** With other differences. */
    CountsReport with(List<String> more) {
        List<String> all = new ArrayList<>(differences);
        all.addAll(more.subList(0, Math.min(MORE_SHOWN, more.size())));
        return new CountsReport(
                met && more.isEmpty(),
                service,
                feed,
                from,
                to,
                minutes,
                gapMinutes,
                gaps,
                events,
                compared,
                all,
                totalDifferences + more.size());
    }
}
