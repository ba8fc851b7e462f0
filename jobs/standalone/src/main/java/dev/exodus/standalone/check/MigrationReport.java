package dev.exodus.standalone.check;

import java.time.Instant;
import java.util.List;

/**
 * How the rows of migration compare with an answer key.
 *
 * @param rows rows compared
 * @param flows from each failing service to each other one
 * @param differences what is wrong
 */
public record MigrationReport(long rows, List<Flow> flows, List<String> differences) {

    /** Whether the rows are there, add up, and are near the truth. */
    boolean met() {
        return differences.isEmpty();
    }

    /**
     * Who came to a service because of an incident of another one.
     *
     * @param from first minute of the window
     * @param to where the window ends, or has been seen through
     * @param observed registrations in it
     * @param excess because of the incident
     * @param lo95 lower end of its 95 % interval; null without one
     * @param hi95 upper end; null without one
     * @param truth what the answer key says: what came, less who would have come anyway
     * @param newsShare share of the news
     * @param newsTruth the same by the key
     * @param told whether the incident can be told from all other causes
     * @param settled whether it is final
     */
    public record Flow(
            String source,
            String destination,
            Instant from,
            Instant to,
            double observed,
            double excess,
            Double lo95,
            Double hi95,
            double truth,
            double newsShare,
            double newsTruth,
            boolean told,
            boolean settled) {
        private static final double NEWS_ERROR = .05;

        /** Whether the interval holds the truth. */
        public boolean holds() {
            return lo95 != null && lo95 <= truth && truth <= hi95;
        }

        /**
         * Whether the truth is within the interval's width of the estimate: one interval of twenty
         * misses without anything being wrong, but not by so much.
         */
        public boolean isNear() {
            return lo95 != null && Math.abs(truth - excess) <= hi95 - lo95;
        }

        /** Whether the share of the news is within five points of the truth. */
        public boolean isNewsNear() {
            return !told || Math.abs(newsShare - newsTruth) <= NEWS_ERROR;
        }
    }
}
