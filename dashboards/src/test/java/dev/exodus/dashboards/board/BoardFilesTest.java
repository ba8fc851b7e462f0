package dev.exodus.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.exodus.dashboards.sql.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every board must keep to, so that Grafana's file provisioning takes it as it is. */
class BoardFilesTest {
    private static final Boards BOARDS = Boards.load();
    private static final Pattern CLOCK =
            Pattern.compile(
                    "(?i)\\bnow\\s*\\(|current_(timestamp|date|time)|localtime|clock_timestamp");
    private static final Pattern MACRO = Pattern.compile("\\$__(?!interval)\\w+\\(([^)]*)\\)");
    private static final int COLUMNS = 24;

    static List<Board> boards() {
        return BOARDS.all();
    }

    @Test
    void everyFileIsABoardOfTheViewer() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("grafana/dashboards"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Boards.FILES.stream().map(name -> name + ".json").toList());
        }
        assertThat(boards()).extracting(Board::uid).doesNotHaveDuplicates();
        assertThat(boards()).extracting(Board::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void aBoardIsClassicJsonThatNobodyEditsInPlace(Board board) {
        JsonNode file = BOARDS.file(board.uid());
        assertThat(file.path("schemaVersion").asInt()).isEqualTo(42);
        assertThat(file.path("editable").asBoolean(true)).isFalse();
        assertThat(file.has("id") || file.has("__inputs")).isFalse();
        assertThat(board.uid()).hasSizeLessThanOrEqualTo(40).startsWith("exodus-");
        assertThat(board.description()).isNotBlank();
        assertThat(board.templating().list().get(0).type()).isEqualTo("datasource");
        assertThat(board.templating().list().get(0).name()).isEqualTo("datasource");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panelsHaveTheirOwnIdAndPlaceAndSayWhatTheyShow(Board board) {
        assertThat(board.panels()).extracting(Board.Panel::id).doesNotHaveDuplicates();
        assertThat(board.panels()).extracting(Board.Panel::title).doesNotHaveDuplicates();
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : BOARDS.file(board.uid()).path("panels")) {
            String title = panel.path("title").asText();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
            assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).as(title).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/thresholds/steps/0/value").isNull())
                    .as(title)
                    .isTrue();
            takePlace(taken, panel.path("gridPos"), title);
        }
    }

    private static void takePlace(Set<String> taken, JsonNode place, String title) {
        int x = place.path("x").asInt();
        int y = place.path("y").asInt();
        assertThat(x + place.path("w").asInt()).as(title).isLessThanOrEqualTo(COLUMNS);
        for (int column = x; column < x + place.path("w").asInt(); column++) {
            for (int row = y; row < y + place.path("h").asInt(); row++) {
                assertThat(taken.add(column + "," + row)).as(title + " overlaps").isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyLinkLeadsToABoardAndPanelThatExist(Board board) {
        for (String text : BOARDS.file(board.uid()).findValuesAsText("url")) {
            var link = Pattern.compile("^/d/([a-z-]+)(?:\\?(.*))?$").matcher(text);
            assertThat(link.matches()).as(text).isTrue();
            Board target = BOARDS.board(link.group(1));
            String query = link.group(2) == null ? "" : link.group(2);
            var panel = Pattern.compile("viewPanel=(\\d+)").matcher(query);
            if (panel.find()) {
                assertThat(target.panel(Integer.parseInt(panel.group(1)))).isNotNull();
            }
            var variable = Pattern.compile("var-(\\w+)=").matcher(query);
            while (variable.find()) {
                assertThat(target.variables())
                        .extracting(Board.Variable::name)
                        .contains(variable.group(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void theVariablesUsedAreTheVariablesDefined(Board board) {
        assertThat(queries(board).stream().flatMap(sql -> Variables.in(sql).stream()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        board.variables().stream().map(Board.Variable::name).toList());
    }

    @ParameterizedTest
    @MethodSource("boards")
    void aQueryIsOneStatementWithoutAClockOfItsOwn(Board board) {
        for (String sql : queries(board)) {
            assertThat(sql).doesNotContain(";", "--", "/*").doesNotContainPattern(CLOCK);
            assertThat(sql).containsPattern("exodus\\.\\w+");
            // The arguments of a macro end at the first parenthesis: only plain columns will do.
            assertThat(MACRO.matcher(sql).results().map(use -> use.group(1)))
                    .allMatch(arguments -> arguments.matches("[\\w.]*(,\\s*[\\w$']+)?"));
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void aTimeSeriesIsOrderedByTime(Board board) {
        for (Board.Panel panel : board.panels()) {
            for (Board.Target target : panel.targets()) {
                if (target.format().equals("time_series")) {
                    assertThat(target.rawSql())
                            .as(panel.title())
                            .containsPattern("ORDER BY (1|time)$");
                }
            }
        }
    }

    private static List<String> queries(Board board) {
        List<String> queries = new ArrayList<>();
        board.panels().forEach(p -> p.targets().forEach(target -> queries.add(target.rawSql())));
        board.marks().forEach(mark -> queries.add(mark.target().rawSql()));
        board.variables().forEach(variable -> queries.add(variable.query()));
        return queries;
    }
}
