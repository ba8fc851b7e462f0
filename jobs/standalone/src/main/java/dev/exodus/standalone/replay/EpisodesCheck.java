package dev.exodus.standalone.replay;

import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.Step;
import dev.exodus.core.outages.Verdict;
import dev.exodus.schemas.events.Feed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares what OutagesJob told of a replayed service, minute by minute, with what the detector
 * says of the file by itself, as {@code ./exodus score} runs it: the same expectation, the same
 * band, the same minutes in an episode.
 */
final class EpisodesCheck {
    private static final int MINUTE = 60;

    private static final String TOLD =
            "SELECT CAST(extract(epoch FROM e.time) AS bigint), e.expected, e.lower, e.upper,"
                    + " s.state FROM exodus.expectation_1m e LEFT JOIN exodus.service_state_1m s"
                    + " ON s.service = e.service AND s.country = e.country AND s.time = e.time"
                    + " WHERE e.service = ? AND e.signal = ? AND e.country = '*'"
                    + " AND e.platform = '*' AND e.observed IS NOT NULL";

    private EpisodesCheck() {}

    /** What is said of a minute: null where nothing is, and no state of sign-ups. */
    private record Said(Double expected, Double lower, Double upper, Boolean down) {}

    /**
     * Runs the comparison; of a file whose buckets are no minutes there is none.
     *
     * @param postgres reads schema exodus
     * @return what is wrong
     */
    static List<String> run(Counts counts, String service, Feed feed, Connection postgres)
            throws SQLException {
        if (counts.step() != MINUTE) {
            return List.of();
        }
        boolean states = feed == Feed.CONNECTION;
        Map<Long, Said> told =
                told(service, states ? "connections_ok" : "registrations", states, postgres);
        List<String> differences = new ArrayList<>();
        DetectorState state = new DetectorState();
        DetectorSettings settings = DetectorSettings.counts(MINUTE);
        boolean known = false;
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            long time = counts.times()[bucket];
            long count = counts.counts()[bucket];
            known |= count > 0;
            if (known) {
                Step step = OutageDetector.step(state, Bucket.of(time, count), settings);
                compare(time, said(step, states), told.remove(time), differences);
            }
        }
        told.keySet()
                .forEach(
                        time ->
                                differences.add(
                                        Instant.ofEpochSecond(time)
                                                + ": told of, not in the file"));
        return differences;
    }

    private static Said said(Step step, boolean states) {
        boolean judged = step.verdict() != Verdict.LEARNING;
        return new Said(
                judged ? step.expected() : null,
                judged ? step.lower() : null,
                judged ? step.upper() : null,
                states ? step.verdict() == Verdict.DOWN : null);
    }

    private static void compare(long time, Said expected, Said told, List<String> differences) {
        if (!Objects.equals(expected, told)) {
            differences.add(
                    "expectation of "
                            + Instant.ofEpochSecond(time)
                            + ": "
                            + told
                            + ", the detector by itself says "
                            + expected);
        }
    }

    private static Map<Long, Said> told(
            String service, String signal, boolean states, Connection postgres)
            throws SQLException {
        Map<Long, Said> told = new HashMap<>();
        try (PreparedStatement statement = postgres.prepareStatement(TOLD)) {
            statement.setString(1, service);
            statement.setString(2, signal);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String state = row.getString(5);
                    Boolean down = "down".equals(state) || "degraded".equals(state);
                    told.put(
                            row.getLong(1),
                            new Said(
                                    row.getObject(2, Double.class),
                                    row.getObject(3, Double.class),
                                    row.getObject(4, Double.class),
                                    states ? down : null));
                }
            }
        }
        return told;
    }
}
