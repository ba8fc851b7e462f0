package dev.exodus.standalone.outages;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.standalone.lake.FactRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The rates of a lake: the newest fact of each bucket, in order of time. */
final class LakeRates {
    private static final String FROM_TO =
            " AND time >= to_timestamp(?) AND time < to_timestamp(?) ORDER BY time";

    private final Connection duckDb;

    /**
     * @param duckDb has the views of the lake
     */
    LakeRates(Connection duckDb) {
        this.duckDb = duckDb;
    }

    /** The table that holds the minutes of a feed. */
    static FactType table(Feed feed) {
        return switch (feed) {
            case SIGNUP -> FactType.REGISTRATIONS_1M;
            case SMS -> FactType.SMS_1M;
            case CONNECTION -> FactType.CONNECTIONS_1M;
        };
    }

    /** The tables with the rows of a feed that OutagesJob watches, the finest first. */
    static List<FactType> watched(Feed feed) {
        return switch (feed) {
            case SIGNUP -> List.of(FactType.REGISTRATIONS_1S, FactType.REGISTRATIONS_1M);
            case SMS -> List.of(FactType.SMS_1M);
            case CONNECTION -> List.of(FactType.CONNECTIONS_1S, FactType.CONNECTIONS_1M);
        };
    }

    /** The services with a minute of any feed. */
    List<String> services() throws SQLException {
        List<String> tables = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            tables.add("SELECT service FROM " + table(feed).table());
        }
        String query = String.join(" UNION ", tables) + " ORDER BY service";
        List<String> services = new ArrayList<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                services.add(result.getString(1));
            }
        }
        return services;
    }

    /**
     * From the first minute of the lake to the end of the last.
     *
     * @throws SQLException also if the lake has none
     */
    Period period() throws SQLException {
        List<String> tables = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            tables.add("SELECT time FROM " + table(feed).table());
        }
        String query =
                "SELECT CAST(epoch(min(time)) AS BIGINT), CAST(epoch(max(time)) AS BIGINT) + 60"
                        + " FROM ("
                        + String.join(" UNION ALL ", tables)
                        + ")";
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            if (result.getObject(1) == null) {
                throw new SQLException("the lake has no minutes of any feed");
            }
            return new Period(
                    Instant.ofEpochSecond(result.getLong(1)),
                    Instant.ofEpochSecond(result.getLong(2)));
        }
    }

    /** From a moment, inclusive, to another, exclusive. */
    record Period(Instant from, Instant to) {}

    /**
     * Reads the rows of a service in a table that begin in [from, to).
     *
     * @param out takes each with its begin
     */
    void read(
            String service, FactType type, Instant from, Instant to, BiConsumer<Instant, Fact> out)
            throws SQLException {
        String query =
                "SELECT *, CAST(epoch(time) AS BIGINT) FROM %s_latest WHERE service = ?"
                                .formatted(type.table())
                        + FROM_TO;
        int begin = type.columns().size() + 1;
        try (PreparedStatement statement = duckDb.prepareStatement(query)) {
            statement.setString(1, service);
            statement.setLong(2, from.getEpochSecond());
            statement.setLong(3, to.getEpochSecond());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Instant time = Instant.ofEpochSecond(result.getLong(begin));
                    out.accept(time, FactRows.read(type, result));
                }
            }
        }
    }
}
