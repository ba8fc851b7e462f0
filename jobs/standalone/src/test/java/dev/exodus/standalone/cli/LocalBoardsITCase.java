package dev.exodus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The boards of a run before, while and after something is stored. */
class LocalBoardsITCase {
    private static final String ONE_MINUTE =
            "INSERT INTO exodus.feed_1m VALUES ('signup', '2014-02-22 20:00Z', 1, 1, 0, 0, 0, 0, 60,"
                    + " 1, 1)";

    @TempDir Path folder;

    private static String clock(LocalBoards boards) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(boards.address() + "api/clock")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void theyAreThereBeforeTheFirstRowAndShareTheDatabaseWithTheRun() throws Exception {
        DataFolder run = new DataFolder(folder.resolve("run"));
        try (ServerSocket taken = new ServerSocket(0);
                LocalBoards boards = LocalBoards.start(run, taken.getLocalPort())) {
            assertThat(boards.address()).doesNotContain(":" + taken.getLocalPort() + "/");
            boards.say("Learning.");
            assertThat(clock(boards))
                    .contains("\"newestMs\":null", "\"replay\":false", "\"doing\":\"Learning.\"");
            // As the jobs of the run do: the same server, which is left running.
            try (Postgres postgres = Postgres.start(run.postgres());
                    var writer = postgres.connect(Postgres.WRITER);
                    var statement = writer.createStatement()) {
                statement.execute("SELECT exodus.ensure_partition('feed_1m', '2014-02-22')");
                statement.execute(ONE_MINUTE);
            }
            assertThat(clock(boards)).contains("\"newestMs\":1393099200000", "\"replay\":true");
        }
        assertThat(run.postgres().resolve("data/postmaster.pid")).doesNotExist();
    }
}
