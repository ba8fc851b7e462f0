package dev.exodus.core.funnel;

import dev.exodus.schemas.facts.SmsFunnel;
import java.time.Instant;
import java.util.TreeSet;

/**
 * When the codes of a service were stuck. A minute is congested if they were in it or in one of the
 * five minutes before and behind, and calm if they were in none of these, all of which are known.
 *
 * <p>Codes are stuck if the 95th percentile of those delivered took over a minute, or more than 20
 * % of the codes asked for, but at least 5, were not delivered. That is asked of the service, not
 * of a segment: where few codes are asked for, chance would make a minute look stuck, and bias what
 * is left.
 *
 * <p>People are counted when they first ask, and codes that are entered when those codes were asked
 * for. So whoever asks just before the gateway is overrun, gets no code and asks again, would be
 * missing among the calm and be one too many among the stuck, and at the other end the other way
 * round. The same happens at both ends of what is looked at. Five minutes on each side keep them
 * together.
 */
public final class Congestion {
    /** Longest wait of the 95th percentile of delivered codes. */
    static final long CALM_WAIT_MS = 60_000;

    /** Greatest share of codes that are not delivered. */
    static final double CALM_LOST = .2;

    /** So many may always be lost by chance. */
    static final long LOST_BY_CHANCE = 5;

    /** Minutes within which most of those who ask again have done so. */
    static final long ASKED_AGAIN = 5;

    private final TreeSet<Long> stuck = new TreeSet<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /**
     * @param rows settled minutes of all countries and carriers of one service
     */
    public Congestion(Iterable<SmsFunnel> rows) {
        for (SmsFunnel row : rows) {
            long minute = minute(row.time());
            first = Math.min(first, minute);
            last = Math.max(last, minute);
            if (isStuck(row)) {
                stuck.add(minute);
            }
        }
    }

    /**
     * Whether codes were stuck around this minute.
     *
     * @param time anything within it
     */
    public boolean isCongested(Instant time) {
        Long next = stuck.ceiling(minute(time) - ASKED_AGAIN);
        return next != null && next <= minute(time) + ASKED_AGAIN;
    }

    /**
     * Whether codes are known not to have been stuck around this minute.
     *
     * @param time anything within it
     */
    public boolean isCalm(Instant time) {
        return minute(time) - ASKED_AGAIN >= first
                && minute(time) + ASKED_AGAIN <= last
                && !isCongested(time);
    }

    static boolean isStuck(SmsFunnel row) {
        long lost = row.requested() - row.delivered();
        return lost > Math.max(LOST_BY_CHANCE, CALM_LOST * row.requested())
                || row.deliverP95Ms() != null && row.deliverP95Ms() > CALM_WAIT_MS;
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }
}
