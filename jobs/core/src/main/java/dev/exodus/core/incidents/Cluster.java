package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import dev.exodus.core.outages.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Episodes of one service and symptom that are one incident.
 *
 * <p>Its <em>lead</em> gives the times and figures: the series of the whole service, else those of
 * countries, else those of platforms, and of these the signal that was taken most from, a weightier
 * one if it was nearly as much. The coarsest step gives the sums, and a finer one refines the
 * bounds.
 */
final class Cluster {
    /** What is lost beyond it shows in the share of successes, which is judged from a tenth on. */
    private static final double CLEARLY_FEWER = .8;

    /**
     * Nats that a country or platform alone must show: there are a hundred of them beside each
     * service, and each is tested every minute, so that chance alone shows 15 now and then.
     */
    private static final double SEGMENT_EVIDENCE = 20;

    /** Seconds that it must last there: a blip of one country is nobody's incident. */
    private static final long SEGMENT_LENGTH = 180;

    /** Share of the most that is as good. */
    private static final double NEARLY = .75;

    private final long through;
    private final List<SeriesEpisode> episodes;
    private final List<SeriesEpisode> lead;
    private final List<SeriesEpisode> leadSums;

    /**
     * @param episodes in their order, at least one
     * @param through up to where one that goes on is known
     */
    Cluster(List<SeriesEpisode> episodes, long through) {
        this.through = through;
        this.episodes = List.copyOf(episodes);
        this.lead = lead(episodes);
        int coarsest = lead.stream().mapToInt(e -> e.series().step()).max().orElseThrow();
        this.leadSums = lead.stream().filter(e -> e.series().step() == coarsest).toList();
    }

    /**
     * Clusters in order of time. Episodes of the whole service are apart if the gap between them
     * is; those of a country or platform join the nearest of these, and bridge no gap.
     */
    static List<Cluster> of(List<SeriesEpisode> sorted, long mergeGap, long through) {
        List<List<SeriesEpisode>> groups =
                groups(sorted.stream().filter(e -> scope(e) == 0).toList(), mergeGap);
        List<List<SeriesEpisode>> whole = groups.stream().map(List::copyOf).toList();
        List<SeriesEpisode> alone = new ArrayList<>();
        for (SeriesEpisode segment : sorted) {
            if (scope(segment) > 0) {
                int nearest = nearest(segment, whole, mergeGap);
                (nearest < 0 ? alone : groups.get(nearest)).add(segment);
            }
        }
        groups.addAll(groups(alone, mergeGap));
        groups.forEach(group -> group.sort(null));
        return groups.stream()
                .map(group -> new Cluster(group, through))
                .sorted(Comparator.comparingLong(Cluster::start))
                .toList();
    }

    private static List<List<SeriesEpisode>> groups(List<SeriesEpisode> sorted, long mergeGap) {
        List<List<SeriesEpisode>> groups = new ArrayList<>();
        long reach = Long.MIN_VALUE;
        for (SeriesEpisode next : sorted) {
            if (groups.isEmpty() || next.start() - mergeGap > reach) {
                groups.add(new ArrayList<>());
                reach = Long.MIN_VALUE;
            }
            groups.get(groups.size() - 1).add(next);
            reach = Math.max(reach, next.end());
        }
        return groups;
    }

    /**
     * The group that an episode is nearest to; -1 if none is within the gap. A fall that began days
     * before the whole service felt one is no part of that; a rise goes from country to country.
     */
    private static int nearest(
            SeriesEpisode segment, List<List<SeriesEpisode>> groups, long mergeGap) {
        int nearest = -1;
        long least = mergeGap + 1;
        for (int i = 0; i < groups.size(); i++) {
            for (SeriesEpisode e : groups.get(i)) {
                boolean falls = segment.episode().direction() == Direction.DOWN;
                long before = e.start() - (falls ? segment.start() : segment.end());
                long apart = Math.max(before, segment.start() - e.end());
                if (Math.max(0, apart) < least) {
                    least = Math.max(0, apart);
                    nearest = i;
                }
            }
        }
        return nearest;
    }

    private List<SeriesEpisode> lead(List<SeriesEpisode> episodes) {
        int scope = episodes.stream().mapToInt(Cluster::scope).min().orElseThrow();
        Map<Signal, List<SeriesEpisode>> signals =
                episodes.stream()
                        .filter(e -> scope(e) == scope)
                        .collect(
                                Collectors.groupingBy(
                                        Cluster::signal,
                                        () -> new EnumMap<>(Signal.class),
                                        Collectors.toList()));
        double most = signals.values().stream().mapToDouble(this::taken).max().orElseThrow();
        return signals.values().stream()
                .filter(own -> taken(own) >= NEARLY * most)
                .findFirst()
                .orElseThrow();
    }

    /** Seconds of normal traffic taken or added, in the coarsest of the series. */
    private double taken(List<SeriesEpisode> own) {
        int coarsest = own.stream().mapToInt(e -> e.series().step()).max().orElseThrow();
        return own.stream()
                .filter(e -> e.series().step() == coarsest)
                .mapToDouble(e -> e.effect() * (Math.min(e.end(), through) - e.start()))
                .sum();
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
        return isWhole()
                || Math.min(end(), through) - start() >= SEGMENT_LENGTH
                        && lead.stream().anyMatch(e -> e.evidence() >= SEGMENT_EVIDENCE);
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
        return spine().mapToLong(SeriesEpisode::start).min().orElseThrow();
    }

    /** Exclusive; {@link Episode#OPEN} while one of these episodes goes on. */
    long end() {
        return spine().mapToLong(SeriesEpisode::end).max().orElseThrow();
    }

    /** The episodes that say when it was: those of the whole service, if there are any. */
    private Stream<SeriesEpisode> spine() {
        return isWhole() ? episodes.stream().filter(e -> scope(e) == 0) : episodes.stream();
    }

    /**
     * End of the first bucket that decided, of those since the start: what was seen in a country
     * before was of the country alone.
     */
    long detected() {
        long start = start();
        return episodes.stream()
                .mapToLong(e -> e.episode().detected() + e.series().step())
                .filter(decided -> decided > start)
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
