package dev.exodus.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of panels is generated: write it anew with {@code -Dexodus.update=true}. */
class PanelsReferenceTest {
    private static final Path FILE = Path.of("panels.md");
    private static final Pattern TABLE = Pattern.compile("exodus\\.(\\w+)");
    private static final Boards BOARDS = Boards.load();

    @Test
    void theListIsUpToDate() throws IOException {
        StringBuilder list =
                new StringBuilder("# Panels\n\nGenerated from the files of the boards.\n");
        for (Board board : BOARDS.all()) {
            list.append("\n## ").append(board.title()).append("\n\n").append(board.description());
            list.append("\n\n| id | panel | kind | what it shows | tables | unit | leads to |\n");
            list.append("|---|---|---|---|---|---|---|\n");
            for (JsonNode panel : BOARDS.file(board.uid()).path("panels")) {
                list.append(row(panel));
            }
        }
        if (Boolean.getBoolean("exodus.update")) {
            Files.writeString(FILE, list);
        }
        assertThat(FILE).hasContent(list.toString());
    }

    private static String row(JsonNode panel) {
        String tables =
                panel.findValuesAsText("rawSql").stream()
                        .flatMap(sql -> TABLE.matcher(sql).results())
                        .map((MatchResult use) -> use.group(1))
                        .distinct()
                        .collect(Collectors.joining(", "));
        String links =
                panel.findValuesAsText("url").stream()
                        .map(PanelsReferenceTest::target)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return Stream.of(
                        panel.path("id").asText(),
                        panel.path("title").asText(),
                        panel.path("type").asText(),
                        panel.path("description").asText(),
                        tables,
                        panel.path("type").asText().equals("text")
                                ? ""
                                : panel.at("/fieldConfig/defaults/unit").asText(),
                        links)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The board and, if it is one, the panel of a link. */
    private static String target(String url) {
        Board board = BOARDS.board(url.replaceFirst("/d/([a-z-]+).*", "$1"));
        var panel = Pattern.compile("viewPanel=(\\d+)").matcher(url);
        return panel.find()
                ? board.title() + ": " + board.panel(Integer.parseInt(panel.group(1))).title()
                : board.title();
    }
}
