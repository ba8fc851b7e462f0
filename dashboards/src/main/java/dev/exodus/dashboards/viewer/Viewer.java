package dev.exodus.dashboards.viewer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.exodus.dashboards.board.Boards;
import dev.exodus.dashboards.sql.Database;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Serves the boards over HTTP, read only, on this machine's loopback address. */
public final class Viewer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final Boards boards = Boards.load();
    private final Database database;
    private final Answers answers;
    private final StoryClock clock;
    private final Javalin server;
    private volatile String doing = "";

    private Viewer(Database database, Clock wall) {
        this.database = database;
        answers = new Answers(database);
        clock = new StoryClock(database, wall);
        server = Javalin.create(this::configure);
    }

    /**
     * Starts it.
     *
     * @param database left open when the viewer is closed
     * @param port 0 for any free one
     */
    public static Viewer start(Database database, int port) {
        Viewer viewer = new Viewer(database, Clock.systemUTC());
        viewer.server.start(HOST, port);
        return viewer;
    }

    /** Starts it at the port, or at any free one if it is taken. */
    public static Viewer startNear(Database database, int port) {
        try {
            return start(database, port);
        } catch (JavalinBindException e) {
            return start(database, 0);
        }
    }

    /**
     * What the page is told of the time.
     *
     * @param doing what is done before all there is can be seen; may be empty
     */
    private record Now(@JsonUnwrapped StoryClock.Reading reading, String doing) {}

    /** Tells whoever looks, until told otherwise, what is being done; nothing if it is empty. */
    public void say(String sentence) {
        doing = sentence;
    }

    /** Where a browser finds it. */
    public String address() {
        return "http://" + HOST + ":" + server.port() + "/";
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.staticFiles.add("/web", Location.CLASSPATH);
        config.staticFiles.enableWebjars();
        config.routes.before(Viewer::guard);
        config.routes.get("/d/{uid}", Viewer::page);
        config.routes.get("/api/boards", this::list);
        config.routes.get("/api/clock", context -> context.json(new Now(clock.read(), doing)));
        config.routes.get(
                "/api/boards/{uid}",
                context -> context.json(boards.file(context.pathParam("uid"))));
        config.routes.get("/api/boards/{uid}/variables", this::variables);
        config.routes.get("/api/boards/{uid}/annotations", this::annotations);
        config.routes.get("/api/boards/{uid}/panels/{id}", this::panel);
        config.routes.exception(
                NoSuchElementException.class, (e, context) -> refuse(context, 404, e));
        config.routes.exception(
                IllegalArgumentException.class, (e, context) -> refuse(context, 400, e));
        config.routes.exception(SQLException.class, (e, context) -> refuse(context, 503, e));
    }

    /** Another site's name that leads here must not be able to read (DNS rebinding). */
    private static void guard(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-cache");
        String host = context.host();
        if (host == null || !OWN_NAMES.contains(host.replaceFirst(":\\d+$", ""))) {
            throw new ForbiddenResponse("open the viewer by its own address");
        }
    }

    /** The page itself asks for the board that its address names. */
    private static void page(Context context) {
        context.contentType("text/html; charset=utf-8");
        context.result(Viewer.class.getResourceAsStream("/web/index.html"));
    }

    private void list(Context context) {
        context.json(
                boards.all().stream()
                        .map(
                                board ->
                                        Map.of(
                                                "uid", board.uid(),
                                                "title", board.title(),
                                                "description", board.description()))
                        .toList());
    }

    private void variables(Context context) throws SQLException {
        Request request = Request.of(context.queryParamMap());
        context.json(
                Choices.offers(boards.board(context.pathParam("uid")), database, request.range()));
    }

    private void annotations(Context context) {
        Request request = Request.of(context.queryParamMap());
        context.json(answers.annotations(boards.board(context.pathParam("uid")), request));
    }

    private void panel(Context context) {
        Request request = Request.of(context.queryParamMap());
        int panel = Integer.parseInt(context.pathParam("id"));
        context.json(answers.panel(boards.board(context.pathParam("uid")), panel, request));
    }

    private static void refuse(Context context, int status, Exception e) {
        context.status(status).json(Map.of("error", String.valueOf(e.getMessage())));
    }

    @Override
    public void close() {
        server.stop();
    }
}
