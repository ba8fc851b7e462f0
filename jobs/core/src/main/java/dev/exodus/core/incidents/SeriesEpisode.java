package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import dev.exodus.core.outages.Episode;
import java.util.Comparator;
import java.util.Optional;

/** An episode with the series it happened in; ordered by start, then by series. */
public record SeriesEpisode(Series series, Episode episode) implements Comparable<SeriesEpisode> {
    private static final int MINUTE = 60;

    private static final Comparator<SeriesEpisode> ORDER =
            Comparator.comparingLong(SeriesEpisode::start)
                    .thenComparing(SeriesEpisode::series)
                    .thenComparingLong(SeriesEpisode::end)
                    .thenComparingLong(e -> e.episode().detected());

    /**
     * What it is a sign of; empty if it harms nobody. A series of seconds is there to see a fall at
     * once: what it takes for a rise is often the end of one.
     */
    Optional<Symptom> symptom() {
        if (series.step() < MINUTE && episode.direction() == Direction.UP) {
            return Optional.empty();
        }
        return series.signal().symptom(episode.direction());
    }

    long start() {
        return episode.start();
    }

    /** Exclusive; {@link Episode#OPEN} while it goes on. */
    long end() {
        return episode.end();
    }

    /** Events of the feed that it is about: what was seen or should have been. */
    double volume() {
        return Math.max(episode.observed(), episode.expected()) / episode.weight();
    }

    /** Share of what was expected that is missing or was added. */
    double effect() {
        return Math.abs(1 - episode.observed() / Math.max(episode.expected(), Double.MIN_NORMAL));
    }

    @Override
    public int compareTo(SeriesEpisode other) {
        return ORDER.compare(this, other);
    }

    /**
     * How much better what was seen explains itself than what was expected does: the Poisson log
     * likelihood ratio x ln (x / mu) + mu - x, in nats (half the deviance), of events of the feed.
     */
    double evidence() {
        double x = episode.observed();
        double mu = Math.max(episode.expected(), Double.MIN_NORMAL);
        return ((x > 0 ? x * Math.log(x / mu) : 0) + mu - x) / episode.weight();
    }
}
