package dev.exodus.core.incidents;

import dev.exodus.core.outages.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Episodes of one service and symptom that are one incident.
 *
 * <p>Its <em>lead</em> gives the times and figures: of the weightiest signal present the series of
 * the whole service, else those of countries, else those of platforms. The coarsest step gives the
 * sums, and a finer one refines the bounds.
 */
final class Cluster {
    /** What is lost beyond it shows in the share of successes, which is judged from a tenth on. */
    private static final double CLEARLY_FEWER = .8;

    /**
     * Nats that a country or platform alone must show: there are a hundred of them beside each
     * service, and each is tested every minute, so that chance alone shows 15 now and then.
     */
    private static final double SEGMENT_EVIDENCE = 20;

    private final List<SeriesEpisode> episodes;
    private final List<SeriesEpisode> lead;
    private final List<SeriesEpisode> leadSums;

    /**
     * @param episodes in their order, at least one
     */
    Cluster(List<SeriesEpisode> episodes) {
        this.episodes = List.copyOf(episodes);
        this.lead = lead(episodes);
        int coarsest = lead.stream().mapToInt(e -> e.series().step()).max().orElseThrow();
        this.leadSums = lead.stream().filter(e -> e.series().step() == coarsest).toList();
    }

    /** Clusters in order of time. */
    static List<Cluster> of(List<SeriesEpisode> sorted, long mergeGap) {
        List<Cluster> clusters = new ArrayList<>();
        List<SeriesEpisode> current = new ArrayList<>();
        long reach = Long.MIN_VALUE;
        for (SeriesEpisode next : sorted) {
            if (!current.isEmpty() && next.start() - mergeGap > reach) {
                clusters.add(new Cluster(current));
                current.clear();
                reach = Long.MIN_VALUE;
            }
            current.add(next);
            reach = Math.max(reach, next.end());
        }
        if (!current.isEmpty()) {
            clusters.add(new Cluster(current));
        }
        return clusters;
    }

    private static List<SeriesEpisode> lead(List<SeriesEpisode> episodes) {
        SeriesEpisode first =
                episodes.stream()
                        .min(Comparator.comparing(Cluster::signal).thenComparingInt(Cluster::scope))
                        .orElseThrow();
        return episodes.stream()
                .filter(e -> signal(e) == signal(first) && scope(e) == scope(first))
                .toList();
    }

    private static Signal signal(SeriesEpisode episode) {
        return episode.series().signal();
    }

    /** 0 for a whole service, 1 for a country, 2 for a platform. */
    private static int scope(SeriesEpisode episode) {
        if (episode.series().isWhole()) {
            return 0;
        }
        return episode.series().country().equals(Series.ALL) ? 2 : 1;
    }

    List<Part> parts(long partGap) {
        List<SeriesEpisode> finer = lead.stream().filter(e -> !leadSums.contains(e)).toList();
        List<SeriesEpisode> alone = finer.stream().filter(e -> !touchesSums(e)).toList();
        List<SeriesEpisode> bounds = new ArrayList<>(leadSums);
        bounds.addAll(alone);
        bounds.sort(null);
        return Part.of(bounds, partGap).stream().map(part -> part.refined(finer)).toList();
    }

    private boolean touchesSums(SeriesEpisode finer) {
        return leadSums.stream()
                .anyMatch(e -> e.start() <= finer.end() && finer.start() <= e.end());
    }

    /** Whether the service as a whole felt it, not segments alone. */
    boolean isWhole() {
        return scope(lead.get(0)) == 0;
    }

    /** Whether it is more than chance in one segment of many. */
    boolean isBelievable() {
        return isWhole() || lead.stream().anyMatch(e -> e.evidence() >= SEGMENT_EVIDENCE);
    }

    boolean counts() {
        return signal(lead.get(0)).counts();
    }

    double observed() {
        return leadSums.stream().mapToDouble(e -> e.episode().observed()).sum();
    }

    double expected() {
        return leadSums.stream().mapToDouble(e -> e.episode().expected()).sum();
    }

    /**
     * Whether clearly fewer connections of the whole service were seen, though of those that were
     * tried no more failed: people who cannot connect would have tried.
     */
    boolean isWithoutFailures() {
        return isWhole()
                && signal(lead.get(0)) == Signal.CONNECTIONS_OK
                && observed() < CLEARLY_FEWER * expected()
                && episodes.stream().noneMatch(e -> signal(e) == Signal.CONNECTION_SUCCESS);
    }

    long start() {
        return episodes.get(0).start();
    }

    /** Exclusive; {@link Episode#OPEN} while one of its episodes goes on. */
    long end() {
        return episodes.stream().mapToLong(SeriesEpisode::end).max().orElseThrow();
    }

    /** End of the first bucket that decided. */
    long detected() {
        return episodes.stream()
                .mapToLong(e -> e.episode().detected() + e.series().step())
                .min()
                .orElseThrow();
    }

    /** Of the strongest opening. */
    double pValue() {
        double surprise =
                episodes.stream().mapToDouble(e -> e.episode().surprise()).max().orElseThrow();
        return Math.pow(10, -surprise);
    }

    String detectors() {
        return episodes.stream()
                .flatMap(e -> e.episode().tests().stream())
                .distinct()
                .sorted()
                .map(test -> test.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    List<SeriesEpisode> episodes() {
        return episodes;
    }
}
