package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import dev.exodus.core.outages.Episode;
import dev.exodus.core.outages.OpeningTest;
import java.util.Set;

/** Episodes by minutes, for tests. */
final class Episodes {
    /** Minute 0 of the tests: 2014-02-22T18:00:00Z. */
    static final long ZERO = 1_393_092_000L;

    static final Series CONNECTIONS = Series.whole(Signal.CONNECTIONS_OK, 60);
    static final Series REGISTRATIONS = Series.whole(Signal.REGISTRATIONS, 60);

    private Episodes() {}

    static long minute(long minute) {
        return ZERO + 60 * minute;
    }

    static SeriesEpisode down(Series series, long from, long to, double ratio) {
        return episode(series, Direction.DOWN, minute(from), minute(to), ratio);
    }

    static SeriesEpisode open(Series series, long from, double ratio) {
        return episode(series, Direction.DOWN, minute(from), Episode.OPEN, ratio);
    }

    static SeriesEpisode episode(
            Series series, Direction direction, long start, long end, double ratio) {
        double expected = end == Episode.OPEN ? 1_000 : (end - start) / 60.0 * 1_000;
        return new SeriesEpisode(
                series,
                new Episode(
                        direction,
                        start,
                        start,
                        end,
                        1,
                        ratio * expected,
                        expected,
                        6,
                        Set.of(OpeningTest.SILENCE, OpeningTest.SHOCK),
                        false));
    }
}
