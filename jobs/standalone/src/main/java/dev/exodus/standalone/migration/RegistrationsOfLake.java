package dev.exodus.standalone.migration;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MinuteSeries;
import dev.exodus.standalone.lake.LakeDatabase;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The registrations per minute in a lake, for MigrationJob's {@code --warm-start}. */
public final class RegistrationsOfLake {
    /** One row per series: its minutes since 1970 and what came in them, -1 if not covered. */
    private static final String SERIES =
            "SELECT service, country, list(minute ORDER BY minute), list(count ORDER BY minute)"
                    + " FROM (SELECT service, country, CAST(epoch(time) / 60 AS BIGINT) AS minute,"
                    + " max_by(CASE WHEN complete THEN registrations ELSE -1 END,"
                    + " struct_pack(g := generation, r := revision)) AS count"
                    + " FROM registrations_1m WHERE platform = '*'"
                    + " AND time >= to_timestamp(?) AND time < to_timestamp(?)"
                    + " GROUP BY ALL) GROUP BY ALL";

    private RegistrationsOfLake() {}

    /**
     * Reads the minutes that begin in [from, to).
     *
     * @param from null for the first of the lake
     * @param to null for the last of the lake
     */
    public static LearntRegistrations read(Path lake, Instant from, Instant to)
            throws SQLException {
        Map<String, Map<String, MinuteSeries>> services = new TreeMap<>();
        try (Connection duckDb = LakeDatabase.open(lake);
                PreparedStatement statement = duckDb.prepareStatement(SERIES)) {
            statement.setLong(1, from == null ? 0 : from.getEpochSecond());
            statement.setLong(2, to == null ? Integer.MAX_VALUE : to.getEpochSecond());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    services.computeIfAbsent(row.getString(1), ignored -> new TreeMap<>())
                            .put(row.getString(2), series(row.getArray(3), row.getArray(4)));
                }
            }
        }
        return new LearntRegistrations(services);
    }

    private static MinuteSeries series(Array minutes, Array counts) throws SQLException {
        Object[] at = (Object[]) minutes.getArray();
        Object[] count = (Object[]) counts.getArray();
        long first = (Long) at[0];
        double[] series = new double[(int) ((Long) at[at.length - 1] - first + 1)];
        Arrays.fill(series, Double.NaN);
        for (int i = 0; i < at.length; i++) {
            long registrations = (Long) count[i];
            series[(int) ((Long) at[i] - first)] = registrations < 0 ? Double.NaN : registrations;
        }
        return MinuteSeries.of(first, series);
    }

    /** Writes what was learnt to a file. */
    public static void write(LearntRegistrations learnt, Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            learnt.write(out);
        }
    }
}
