package dev.exodus.bench.funnel;

import dev.exodus.core.funnel.Suppressed;

/**
 * What one evening gave.
 *
 * @param suppressed estimated from people
 * @param ofRawRequests estimated from requests, retries included
 * @param truth registrations that were suppressed
 * @param worstBacklog most codes under way
 * @param littlesWait mean wait in seconds by Little's law
 * @param measuredWait mean wait in seconds
 */
record Trial(
        Suppressed suppressed,
        Suppressed ofRawRequests,
        long truth,
        long worstBacklog,
        double littlesWait,
        double measuredWait) {

    boolean holds() {
        return suppressed.lo95() <= truth && truth <= suppressed.hi95();
    }
}
