package dev.exodus.standalone.check;

import java.time.Instant;
import java.util.List;

/**
 * How the columns of codes in migration compare with the tables of codes and an answer key.
 *
 * @param rows rows compared
 * @param flows of all countries, from each failing service to each other one with codes
 * @param differences what is wrong
 */
public record CodesReport(long rows, List<Flow> flows, List<String> differences) {
    /**
     * What became of codes at a service in the window of an outage of another one.
     *
     * @param from first minute of the window
     * @param to where it ends, or has been seen through
     * @param requested codes asked for
     * @param verified of these, entered
     * @param suppressed registrations that did not happen for want of a code; null if withheld
     * @param lo95 lower end of its 95 % interval
     * @param hi95 upper end
     * @param truth what the answer key says
     * @param worstBacklog most codes under way at once
     * @param waitP95Ms 95th percentile of the wait; null if none was delivered
     */
    public record Flow(
            String source,
            String destination,
            Instant from,
            Instant to,
            long requested,
            long verified,
            Double suppressed,
            double lo95,
            double hi95,
            long truth,
            long worstBacklog,
            Long waitP95Ms) {
        private static final double NOTHING = 10;

        /** Of people who were cut off by the end of the simulation before they had a code. */
        private static final double CUT_OFF = .01;

        /** Whether the interval holds the truth. */
        public boolean holds() {
            return lo95 <= truth && truth <= hi95;
        }

        /**
         * Whether the truth is within the interval's width of the estimate, or ten registrations,
         * and a hundredth: who was cut off by the end of the simulation is missing among the
         * verified of its last minutes.
         */
        public boolean isNear() {
            return suppressed == null
                    || Math.abs(truth - suppressed)
                            <= Math.max(NOTHING, hi95 - lo95) + CUT_OFF * truth;
        }
    }
}
