package dev.exodus.dashboards.viewer;

import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Board.Target;
import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Query;
import dev.exodus.dashboards.sql.Variables.Choice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answers to the queries of a panel, or of the annotations of a board. */
final class Answers {
    private final Database database;

    Answers(Database database) {
        this.database = database;
    }

    /**
     * @param error what went wrong, for a person; null if nothing did
     */
    record Answer(List<Frame> frames, String error) {}

    /** One panel's. */
    Answer panel(Board board, int panel, Request request) {
        return answer(board, board.panel(panel).targets(), request);
    }

    /** The marks over all panels; the frames have the names of the annotations. */
    Answer annotations(Board board, Request request) {
        List<Target> named =
                board.marks().stream()
                        .map(
                                mark ->
                                        new Target(
                                                mark.name(),
                                                mark.target().format(),
                                                mark.target().rawSql()))
                        .toList();
        return answer(board, named, request);
    }

    private Answer answer(Board board, List<Target> targets, Request request) {
        List<Frame> frames = new ArrayList<>();
        try {
            Map<String, Choice> chosen =
                    Choices.chosen(board, request.variables(), database, request.range());
            for (Target target : targets) {
                String sql = Query.text(target.rawSql(), request.range(), chosen);
                frames.add(Query.run(database, target.refId(), sql));
            }
            return new Answer(frames, null);
        } catch (SQLException | IllegalArgumentException e) {
            return new Answer(frames, e.getMessage());
        }
    }
}
