package dev.exodus.dashboards.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The boards of this release, from the very files that Grafana is given. */
public final class Boards {
    /** The names of their files, in the order in which they are offered. */
    public static final List<String> FILES =
            List.of("overview", "registrations", "outages", "sms-funnel", "migration");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Loaded> byUid = new LinkedHashMap<>();

    private record Loaded(Board board, JsonNode file) {}

    private Boards() {}

    /** Reads them. */
    public static Boards load() {
        Boards boards = new Boards();
        for (String name : FILES) {
            boards.add(name);
        }
        return boards;
    }

    private void add(String name) {
        String resource = "/boards/" + name + ".json";
        try (InputStream in = Boards.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + resource + " on the class path");
            }
            JsonNode file = JSON.readTree(in);
            Board board = JSON.treeToValue(file, Board.class);
            byUid.put(board.uid(), new Loaded(board, file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    /** All of them. */
    public List<Board> all() {
        return byUid.values().stream().map(Loaded::board).toList();
    }

    /**
     * @throws NoSuchElementException if there is none
     */
    public Board board(String uid) {
        return loaded(uid).board();
    }

    /**
     * The whole file.
     *
     * @throws NoSuchElementException if there is none
     */
    public JsonNode file(String uid) {
        return loaded(uid).file();
    }

    private Loaded loaded(String uid) {
        Loaded loaded = byUid.get(uid);
        if (loaded == null) {
            throw new NoSuchElementException("no board " + uid);
        }
        return loaded;
    }
}
