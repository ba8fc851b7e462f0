package dev.exodus.standalone.check;

import java.util.List;
import java.util.Map;

/**
 * How the funnel compares with an answer key.
 *
 * @param rows rows compared, by store and table
 * @param differences the first ones
 * @param totalDifferences how many there are
 * @param services per service, its settled minutes added up
 */
public record FunnelReport(
        Map<String, Long> rows,
        List<String> differences,
        long totalDifferences,
        List<Service> services) {

    /** Whether all settled rows agree, and suppressed registrations are near the truth. */
    boolean met() {
        return totalDifferences == 0;
    }

    /**
     * One service.
     *
     * @param service its name
     * @param from first minute added up
     * @param to end of the last one: closing heartbeats end before later ones can settle
     * @param requested codes asked for
     * @param people who asked
     * @param verified codes entered
     * @param suppressed registrations that did not happen for want of a code, estimated
     * @param lo95 lower end of its 95 % interval
     * @param hi95 upper end
     * @param truth what the answer key says
     */
    public record Service(
            String service,
            String from,
            String to,
            long requested,
            long people,
            long verified,
            double suppressed,
            double lo95,
            double hi95,
            long truth) {
        private static final double NOTHING = 10;

        /** Whether the interval holds the truth. */
        public boolean holds() {
            return lo95 <= truth && truth <= hi95;
        }

        /**
         * Whether the truth is within the interval's width of the estimate, or ten registrations:
         * one interval of twenty misses without anything being wrong, but not by so much.
         */
        public boolean isNear() {
            return Math.abs(truth - suppressed) <= Math.max(NOTHING, hi95 - lo95);
        }
    }
}
