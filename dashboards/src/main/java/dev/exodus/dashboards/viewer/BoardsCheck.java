package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Board.Target;
import dev.exodus.dashboards.board.Board.Variable;
import dev.exodus.dashboards.board.Boards;
import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Query;
import dev.exodus.dashboards.sql.TimeRange;
import dev.exodus.dashboards.sql.Variables.Choice;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every query of every board, asked once, over all that a database holds of the feeds. */
public final class BoardsCheck {
    private static final String STORED =
            "SELECT min(time) AS time, max(time) AS timeend FROM exodus.feed_1m WHERE counted > 0";
    private static final int POINTS = 1000;

    private final Database database;
    private final TimeRange range;
    private final List<Line> lines = new ArrayList<>();

    private BoardsCheck(Database database, TimeRange range) {
        this.database = database;
        this.range = range;
    }

    /**
     * What became of one query.
     *
     * @param panel its title, or the name of a variable or annotation
     * @param rows of the answer; 0 if there was none
     * @param error what the database said; null if {@code ok}
     */
    public record Line(
            String board,
            String panel,
            String query,
            int rows,
            long millis,
            boolean ok,
            String error) {}

    /**
     * Asks them as the viewer does, with what is chosen at first.
     *
     * @throws IllegalStateException if nothing is stored
     */
    public static List<Line> run(Database database) throws SQLException {
        List<Object> stored = Query.run(database, "range", STORED).rows().get(0);
        if (stored.get(0) == null) {
            throw new IllegalStateException("the database holds no minute with events");
        }
        Instant to = Instant.ofEpochMilli((Long) stored.get(1)).plusSeconds(59);
        TimeRange range = TimeRange.of(Instant.ofEpochMilli((Long) stored.get(0)), to, POINTS);
        BoardsCheck check = new BoardsCheck(database, range);
        Boards.load().all().forEach(check::ask);
        return check.lines;
    }

    private void ask(Board board) {
        for (Variable variable : board.variables()) {
            if (variable.type().equals("query")) {
                ask(board, "variable " + variable.name(), "", variable.query(), Map.of());
            }
        }
        Map<String, Choice> chosen;
        try {
            chosen = Choices.chosen(board, Map.of(), database, range);
        } catch (SQLException e) {
            // Its variable is reported above; without it no panel can be asked.
            return;
        }
        for (Board.Annotation mark : board.marks()) {
            ask(board, "annotation " + mark.name(), "", mark.target().rawSql(), chosen);
        }
        for (Board.Panel panel : board.panels()) {
            for (Target target : panel.targets()) {
                ask(board, panel.title(), target.refId(), target.rawSql(), chosen);
            }
        }
    }

    private void ask(
            Board board, String panel, String query, String rawSql, Map<String, Choice> chosen) {
        long start = System.nanoTime();
        try {
            Frame frame = Query.run(database, query, Query.text(rawSql, range, chosen));
            lines.add(
                    new Line(
                            board.title(),
                            panel,
                            query,
                            frame.rows().size(),
                            frame.millis(),
                            true,
                            null));
        } catch (SQLException | IllegalArgumentException e) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            lines.add(new Line(board.title(), panel, query, 0, millis, false, e.getMessage()));
        }
    }
}
