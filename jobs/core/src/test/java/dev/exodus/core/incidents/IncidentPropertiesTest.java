package dev.exodus.core.incidents;

import static dev.exodus.core.incidents.Episodes.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.core.outages.Direction;
import dev.exodus.core.outages.Episode;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Incident;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random weeks of episodes, told as a detector tells them: provisional first, corrected, closed.
 */
class IncidentPropertiesTest {
    private static final int LATENESS = 10;
    private static final List<Series> SERIES =
            List.of(
                    Episodes.CONNECTIONS,
                    Series.whole(Signal.CONNECTIONS_OK, 1),
                    new Series(Signal.CONNECTIONS_OK, "BR", Series.ALL, 60),
                    new Series(Signal.CONNECTIONS_OK, "DE", Series.ALL, 60),
                    new Series(Signal.CONNECTION_SUCCESS, Series.ALL, "ios", 60));

    private static final class Story {
        private final Random random;
        private final List<Findings> ticks = new ArrayList<>();
        private final Map<Series, Long> free = new HashMap<>();
        private final Map<Series, SeriesEpisode> going = new HashMap<>();

        Story(long seed) {
            random = new Random(seed);
            for (long now = 1; now < 1_500; now += 1 + random.nextInt(20)) {
                tick(now);
            }
        }

        private void tick(long now) {
            List<SeriesEpisode> closed = new ArrayList<>();
            List<SeriesEpisode> provisional = new ArrayList<>();
            for (Series series : SERIES) {
                SeriesEpisode episode = going.get(series);
                if (episode != null && episode.end() <= minute(now - LATENESS)) {
                    closed.add(episode);
                    free.put(series, episode.end());
                    going.remove(series);
                } else if (episode != null) {
                    change(series, episode, now);
                } else if (random.nextInt(8) == 0) {
                    long from = Math.max(minute(now - 5), free.getOrDefault(series, 0L));
                    if (from < minute(now)) {
                        going.put(series, episode(series, from, Episode.OPEN));
                    }
                }
                if (going.containsKey(series)) {
                    provisional.add(going.get(series));
                }
            }
            ticks.add(
                    new Findings(minute(now), minute(now - LATENESS), closed, provisional, false));
        }

        /** Late data takes it away, or it ends, or ends at another time, or goes on after all. */
        private void change(Series series, SeriesEpisode episode, long now) {
            boolean young = episode.start() > minute(now - LATENESS);
            switch (random.nextInt(5)) {
                case 0 -> {
                    if (young) {
                        going.remove(series);
                    }
                }
                case 1 -> {
                    long end = Math.max(episode.start() + 60, minute(now - 1));
                    going.put(series, episode(series, episode.start(), end));
                }
                case 2 -> going.put(series, episode(series, episode.start(), Episode.OPEN));
                default -> {}
            }
        }

        private SeriesEpisode episode(Series series, long from, long to) {
            return Episodes.episode(series, Direction.DOWN, from, to, .1);
        }
    }

    private static List<Incident> tell(List<Findings> ticks) {
        IncidentBuilder builder = new IncidentBuilder("line", IncidentSettings.defaults());
        IncidentState state = new IncidentState();
        List<Incident> told = new ArrayList<>();
        ticks.forEach(tick -> builder.update(state, tick).forEach(v -> told.add(v.incident())));
        return told;
    }

    private static List<String> bytes(List<Incident> told) {
        return told.stream()
                .map(i -> new String(FactJson.encode(i), StandardCharsets.UTF_8))
                .toList();
    }

    @Property(tries = 25)
    void theOrderOfSeriesWithinATickDoesNotMatter(@ForAll long seed) {
        List<Findings> ticks = new Story(seed).ticks;
        List<Findings> shuffled = new ArrayList<>();
        Random random = new Random(~seed);
        for (Findings tick : ticks) {
            List<SeriesEpisode> closed = new ArrayList<>(tick.closed());
            List<SeriesEpisode> provisional = new ArrayList<>(tick.provisional());
            Collections.shuffle(closed, random);
            Collections.shuffle(provisional, random);
            shuffled.add(
                    new Findings(
                            tick.through(), tick.settledThrough(), closed, provisional, false));
        }

        assertThat(bytes(tell(shuffled))).isEqualTo(bytes(tell(ticks))).isNotEmpty();
    }

    @Property(tries = 25)
    void versionsOnlyGrowAndTheTimeOfTheFirstNeverChanges(@ForAll long seed) {
        Map<String, Incident> newest = new HashMap<>();
        for (Incident version : tell(new Story(seed).ticks)) {
            Incident before = newest.put(version.incidentId(), version);
            assertThat(version.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
            if (before != null) {
                assertThat(version.createdAt()).isEqualTo(before.createdAt());
                assertThat(before.settled()).as("a settled incident changes").isFalse();
            }
        }
    }

    @Property(tries = 25)
    void theIncidentThatTakesOverIsTheOlder(@ForAll long seed) {
        Map<String, Incident> newest = new HashMap<>();
        for (Incident version : tell(new Story(seed).ticks)) {
            newest.put(version.incidentId(), version);
            if (version.mergedInto() != null) {
                assertThat(newest).containsKey(version.mergedInto());
                assertThat(newest.get(version.mergedInto()).createdAt())
                        .isBeforeOrEqualTo(version.createdAt());
            }
        }
    }

    @Property(tries = 10)
    void aRestartAtEveryTickChangesNothing(@ForAll long seed) {
        List<Findings> ticks = new Story(seed).ticks;
        IncidentState state = new IncidentState();
        List<Incident> told = new ArrayList<>();
        for (Findings tick : ticks) {
            byte[] saved = state.toBytes();
            state = IncidentState.fromBytes(saved);
            assertThat(state.toBytes()).isEqualTo(saved);
            new IncidentBuilder("line", IncidentSettings.defaults())
                    .update(state, tick)
                    .forEach(version -> told.add(version.incident()));
        }

        assertThat(bytes(told)).isEqualTo(bytes(tell(ticks)));
    }

    @Property(tries = 25)
    void theLiveIncidentsAreThoseOfAllEpisodesAtOnce(@ForAll long seed) {
        IncidentBuilder builder = new IncidentBuilder("line", IncidentSettings.defaults());
        IncidentState state = new IncidentState();
        for (Findings tick : new Story(seed).ticks) {
            builder.update(state, tick);
            List<SeriesEpisode> episodes = new ArrayList<>(state.closed);
            episodes.addAll(tick.provisional());
            Collections.sort(episodes);
            List<Cluster> clusters =
                    Cluster.of(episodes, IncidentSettings.defaults().mergeGap(), Long.MAX_VALUE);
            assertThat(state.known.stream().filter(Known::live).map(Known::start).toList())
                    .isEqualTo(clusters.stream().map(Cluster::start).toList());
        }
    }

    @Property(tries = 25)
    void everyIncidentIsSettledInTheEndAndTheStateIsEmpty(@ForAll long seed) {
        List<Findings> ticks = new ArrayList<>(new Story(seed).ticks);
        List<SeriesEpisode> open = ticks.get(ticks.size() - 1).provisional();
        List<SeriesEpisode> closed =
                open.stream()
                        .map(
                                e ->
                                        Episodes.episode(
                                                e.series(),
                                                Direction.DOWN,
                                                e.start(),
                                                Math.max(e.start() + 60, minute(1_500)),
                                                .1))
                        .toList();
        ticks.add(new Findings(minute(1_600), minute(1_590), closed, List.of(), false));
        ticks.add(new Findings(minute(2_000), minute(1_990), List.of(), List.of(), false));

        Map<String, Incident> newest = new HashMap<>();
        tell(ticks).forEach(version -> newest.put(version.incidentId(), version));

        assertThat(newest.values()).allMatch(Incident::settled);
    }
}
