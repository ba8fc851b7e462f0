package dev.exodus.core.incidents;

import java.util.List;

/**
 * What a tick of a feed made known about a service.
 *
 * @param through everything before this second has been seen, seconds since the epoch
 * @param settledThrough nothing before this second can change any more; at most {@code through}
 * @param closed episodes of that feed's series that ended for good and were not given before, in
 *     any order
 * @param provisional every other episode, open ones included, as known now, in any order
 * @param failuresKnown whether attempts that fail are told of and their usual share is known, so
 *     that an outage would show in it
 */
public record Findings(
        long through,
        long settledThrough,
        List<SeriesEpisode> closed,
        List<SeriesEpisode> provisional,
        boolean failuresKnown) {
    public Findings {
        if (settledThrough > through) {
            throw new IllegalArgumentException(
                    "settled through " + settledThrough + ", beyond " + through);
        }
        closed = List.copyOf(closed);
        provisional = List.copyOf(provisional);
        if (closed.stream().anyMatch(e -> e.episode().isOpen())) {
            throw new IllegalArgumentException("an episode that goes on is not closed for good");
        }
    }
}
