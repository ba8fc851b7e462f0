package dev.exodus.dashboards.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value from the address bar is data, and never SQL: only if it stands where it is quoted. */
class VariableQuotesTest {
    private static final Pattern USE = Pattern.compile("(.?)\\$\\{?([a-zA-Z]\\w*)}?(.?)");

    static List<Board> boards() {
        return Boards.load().all();
    }

    private static Stream<String> sql(Board board) {
        return Stream.concat(
                board.panels().stream()
                        .flatMap(panel -> panel.targets().stream())
                        .map(Board.Target::rawSql),
                board.marks().stream().map(mark -> mark.target().rawSql()));
    }

    @ParameterizedTest
    @MethodSource("boards")
    void singleVariablesStandInQuotesAndListsInBrackets(Board board) {
        for (Board.Variable variable : board.variables()) {
            sql(board).forEach(sql -> check(variable, sql));
        }
    }

    private static void check(Board.Variable variable, String sql) {
        Matcher use = USE.matcher(sql);
        while (use.find()) {
            if (use.group(2).equals(variable.name())) {
                assertThat(use.group(1) + use.group(3))
                        .as(variable.name() + " in " + sql)
                        .isEqualTo(variable.list() ? "()" : "''");
            }
        }
    }
}
