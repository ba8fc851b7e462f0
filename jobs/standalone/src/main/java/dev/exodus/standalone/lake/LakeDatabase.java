package dev.exodus.standalone.lake;

import dev.exodus.flink.lake.LakeViews;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB over a lake: a view per table, and {@code <table>_latest} with the newest facts. */
public final class LakeDatabase {
    private LakeDatabase() {}

    /** An in-memory database with the views; times are shown in UTC. */
    public static Connection open(Path lake) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            for (String view : LakeViews.statements(lake)) {
                statement.execute(view);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
