package dev.exodus.core.incidents;

import dev.exodus.core.outages.Verdict;
import dev.exodus.schemas.events.Feed;
import java.util.Map;

/**
 * Whether a feed, not the services in it, is to blame: all services of the feed fall together while
 * every other feed stays normal. One service alone tells nothing.
 */
public final class FeedSuspect {
    private static final int FEWEST_SERVICES = 2;

    private FeedSuspect() {}

    /**
     * @param feed the feed in question
     * @param verdicts what is said of each service, by feed; a service of which nothing is known
     *     speaks neither for nor against
     */
    public static boolean test(Feed feed, Map<Feed, Map<String, Verdict>> verdicts) {
        long down = 0;
        long othersNormal = 0;
        for (Map.Entry<Feed, Map<String, Verdict>> entry : verdicts.entrySet()) {
            for (Verdict verdict : entry.getValue().values()) {
                boolean known = verdict != Verdict.UNKNOWN && verdict != Verdict.LEARNING;
                boolean own = entry.getKey() == feed;
                if (known && own != (verdict == Verdict.DOWN)) {
                    return false;
                }
                down += known && own ? 1 : 0;
                othersNormal += known && !own ? 1 : 0;
            }
        }
        return down >= FEWEST_SERVICES && othersNormal > 0;
    }
}
