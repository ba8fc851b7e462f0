package dev.exodus.standalone.cli;

import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.viewer.Viewer;
import dev.exodus.standalone.cluster.RunningParts;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** The boards of one run: its PostgreSQL, and the viewer on it. */
final class LocalBoards implements AutoCloseable {
    /** Where they are if nobody says otherwise. */
    static final int PORT = 3030;

    /** After which a query of a board is given up. */
    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final RunningParts parts = new RunningParts();
    private Viewer viewer;

    private LocalBoards() {}

    /** Starts them at the port, or at any free one if it is taken. */
    static LocalBoards start(DataFolder run, int port) throws IOException, SQLException {
        LocalBoards boards = new LocalBoards();
        try {
            Postgres postgres = boards.parts.started(Postgres.start(run.postgres()));
            Database database = boards.parts.started(database(postgres));
            boards.viewer = boards.parts.started(Viewer.startNear(database, port));
            return boards;
        } catch (IOException | SQLException | RuntimeException e) {
            boards.close();
            throw e;
        }
    }

    /** What the boards ask. */
    static Database database(Postgres postgres) throws IOException {
        String password = Login.firstLine(postgres.passwordFile(Postgres.READER));
        return new Database(postgres.url(), password, TIMEOUT);
    }

    /** Where a browser finds them, with a slash at the end. */
    String address() {
        return viewer.address();
    }

    /** Tells who looks at them what is being done, until told otherwise; nothing if it is empty. */
    void say(String doing) {
        viewer.say(doing);
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
