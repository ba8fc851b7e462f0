package dev.exodus.dashboards.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Boards;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Query;
import dev.exodus.dashboards.sql.TimeRange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every query of every board as grafana_ro on a real database, and the viewer over HTTP. */
class BoardsITCase {
    private static final Boards BOARDS = Boards.load();
    private static final Instant END = Instant.parse("2014-02-22T21:00:00Z");
    private static SeededDatabase database;
    private static Viewer viewer;

    @BeforeAll
    static void start() throws Exception {
        database = SeededDatabase.start();
        viewer = Viewer.start(database.reader(), 0);
    }

    @AfterAll
    static void stop() throws Exception {
        viewer.close();
        database.close();
    }

    private static Request request(Duration length, List<String> services) {
        return new Request(TimeRange.of(END.minus(length), END, 1500), Map.of("service", services));
    }

    @ParameterizedTest
    @CsvSource({"PT15M, $__all", "PT6H, $__all", "P30D, $__all", "PT6H, whatsapp", "PT6H, o'neill"})
    void everyQueryAnswersInTimeAndWithNoMorePointsThanAsked(Duration length, String service) {
        Answers answers = new Answers(database.reader());
        Request request = request(length, List.of(service));
        for (Board board : BOARDS.all()) {
            assertThat(answers.annotations(board, request).error()).as(board.uid()).isNull();
            for (Board.Panel panel : board.panels()) {
                String name = board.uid() + " " + panel.title() + " " + length + " " + service;
                Answers.Answer answer = answers.panel(board, panel.id(), request);
                assertThat(answer.error()).as(name).isNull();
                answer.frames().forEach(frame -> assertFits(name, panel, frame));
            }
        }
    }

    private static void assertFits(String name, Board.Panel panel, Frame frame) {
        assertThat(frame.millis()).as(name).isLessThan(2000);
        boolean series =
                panel.targets().stream()
                        .anyMatch(
                                target ->
                                        target.refId().equals(frame.refId())
                                                && target.format().equals("time_series"));
        if (!series) {
            return;
        }
        assertThat(frame.columns().get(0)).isEqualTo(new Frame.Column("time", "time"));
        Map<Object, Long> points =
                frame.rows().stream()
                        .collect(Collectors.groupingBy(row -> row.get(1), Collectors.counting()));
        assertThat(points.values()).as(name).allMatch(count -> count <= 1501);
    }

    private static Object value(String board, int panel, Instant from, Instant to) {
        Request request =
                new Request(TimeRange.of(from, to, 500), Map.of("service", List.of("whatsapp")));
        Answers.Answer answer =
                new Answers(database.reader()).panel(BOARDS.board(board), panel, request);
        assertThat(answer.error()).isNull();
        return answer.frames().get(0).rows().get(0).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        // during the outage, and an hour after it
        "1, 2014-02-22T19:00:00Z, 1",
        "1, 2014-02-22T21:00:00Z, 0",
        "2, 2014-02-22T19:00:00Z, 1",
        "2, 2014-02-22T21:00:00Z, 0",
        "3, 2014-02-22T19:00:00Z, 0",
        "3, 2014-02-22T21:00:00Z, 10",
        "4, 2014-02-22T21:00:00Z, 0.95",
        "5, 2014-02-22T19:00:00Z, 0.05",
        "5, 2014-02-22T21:00:00Z, 0.99",
        "6, 2014-02-22T21:00:00Z, 0",
        "6, 2014-02-22T21:30:00Z, 1740"
    })
    void theOverviewShowsWhatIsInTheTables(int panel, Instant to, double expected) {
        Number shown = (Number) value("exodus-overview", panel, to.minus(Duration.ofHours(2)), to);
        assertThat(shown.doubleValue()).isEqualTo(expected);
    }

    @Test
    void whereThereIsNoDataNothingIsSaidOfItsAge() {
        Instant longBefore = END.minus(Duration.ofDays(300));
        Request empty =
                new Request(
                        TimeRange.of(longBefore.minusSeconds(3_600), longBefore, 500),
                        Map.of("service", List.of("$__all")));
        Answers.Answer answer =
                new Answers(database.reader()).panel(BOARDS.board("exodus-overview"), 6, empty);
        assertThat(answer.frames().get(0).rows()).isEmpty();
    }

    /** The hour and a half in which telegram's gateway sends a sixth of what it is asked for. */
    @ParameterizedTest
    @CsvSource({
        "exodus-sms-funnel, 1, 540000",
        "exodus-sms-funnel, 2, 0.166667",
        "exodus-sms-funnel, 3, 0.9",
        "exodus-sms-funnel, 4, 0.8",
        "exodus-sms-funnel, 5, 0.12",
        "exodus-sms-funnel, 6, 405000",
        "exodus-migration, 1, 270000",
        "exodus-migration, 2, 0.5",
        "exodus-migration, 3, 135000",
        "exodus-migration, 4, 480",
        "exodus-migration, 5, 54000",
        "exodus-migration, 6, 0.45"
    })
    void theFunnelAndTheMigrationShowWhatIsInTheTables(String board, int panel, double expected) {
        Instant from = Instant.parse("2014-02-22T18:30:00Z");
        Instant to = Instant.parse("2014-02-22T19:59:59Z");
        Request request =
                new Request(TimeRange.of(from, to, 500), Map.of("service", List.of("telegram")));
        Answers.Answer answer =
                new Answers(database.reader()).panel(BOARDS.board(board), panel, request);
        assertThat(answer.error()).isNull();
        Number shown = (Number) answer.frames().get(0).rows().get(0).get(0);
        assertThat(shown.doubleValue()).isCloseTo(expected, within(1e-6));
    }

    /** Of 240 minutes 90 down; in them no registration of 600. */
    @Test
    void availabilityAndDeviationAreThoseOfTheMinutesInTheTables() {
        Request evening = request(Duration.ofHours(6), List.of("whatsapp"));
        Answers answers = new Answers(database.reader());
        assertThat(rows(answers, "exodus-outages", 13, evening))
                .containsExactly(List.of("whatsapp", 0.625, 90L, 0L, 0L));
        assertThat(
                        rows(answers, "exodus-registrations", 10, evening).stream()
                                .map(row -> ((Number) row.get(2)).doubleValue())
                                .distinct())
                .containsExactly(0.0, -1.0);
    }

    private static List<List<Object>> rows(
            Answers answers, String board, int panel, Request request) {
        Answers.Answer answer = answers.panel(BOARDS.board(board), panel, request);
        assertThat(answer.error()).isNull();
        return answer.frames().get(0).rows();
    }

    @Test
    void anIncidentOfTheRangeIsInItsTableAndIsAnAnnotation() {
        Request evening = request(Duration.ofHours(6), List.of("whatsapp"));
        Answers answers = new Answers(database.reader());
        Board outages = BOARDS.board("exodus-outages");
        assertThat(answers.panel(outages, 7, evening).frames().get(0).rows()).hasSize(1);
        List<List<Object>> marks = answers.annotations(outages, evening).frames().get(0).rows();
        assertThat(marks).hasSize(1);
        assertThat(marks.get(0))
                .startsWith(
                        Instant.parse("2014-02-22T18:30:00Z").toEpochMilli(),
                        Instant.parse("2014-02-22T20:00:00Z").toEpochMilli(),
                        "whatsapp: outage");
        assertThat(
                        answers.panel(
                                        outages,
                                        7,
                                        request(Duration.ofMinutes(30), List.of("whatsapp")))
                                .frames()
                                .get(0)
                                .rows())
                .isEmpty();
    }

    @Test
    void whatPeopleKnowOfAServiceOrOfAllIsAnAnnotation() {
        Request evening = request(Duration.ofHours(6), List.of("whatsapp"));
        for (String board : List.of("exodus-overview", "exodus-outages")) {
            assertThat(marks(board, evening))
                    .extracting(mark -> mark.get(2) + ", " + mark.get(3))
                    .containsExactly(
                            "news, a match begins", "whatsapp: cause, server trouble (press)");
        }
        assertThat(marks("exodus-migration", evening)).hasSize(3);
        assertThat(marks("exodus-outages", request(Duration.ofMinutes(30), List.of("whatsapp"))))
                .isEmpty();
    }

    private static List<List<Object>> marks(String board, Request request) {
        Answers.Answer answer =
                new Answers(database.reader()).annotations(BOARDS.board(board), request);
        assertThat(answer.error()).isNull();
        return answer.frames().stream()
                .filter(frame -> frame.refId().equals("Marks"))
                .findFirst()
                .orElseThrow()
                .rows();
    }

    @Test
    void anIncidentOfTwoPartsIsMarkedTwiceAndOneTakenBackNotAtAll() throws SQLException {
        Request evening = request(Duration.ofHours(6), List.of("whatsapp"));
        Board overview = BOARDS.board("exodus-overview");
        Answers answers = new Answers(database.reader());
        database.run(
                "UPDATE exodus.incident SET parts = '[{\"start\":\"2014-02-22T18:30:00Z\","
                        + "\"end\":\"2014-02-22T19:00:00Z\"},{\"start\":"
                        + "\"2014-02-22T19:30:00Z\",\"end\":null}]'");
        try {
            assertThat(answers.annotations(overview, evening).frames().get(0).rows())
                    .extracting(row -> row.get(0), row -> row.get(1))
                    .containsExactly(
                            tuple(millis("2014-02-22T18:30:00Z"), millis("2014-02-22T19:00:00Z")),
                            tuple(millis("2014-02-22T19:30:00Z"), END.toEpochMilli()));
            database.run("UPDATE exodus.incident SET parts = '[]'");
            assertThat(answers.annotations(overview, evening).frames().get(0).rows()).isEmpty();
            assertThat(answers.panel(overview, 12, evening).frames().get(0).rows()).isEmpty();
        } finally {
            database.run(
                    "UPDATE exodus.incident SET parts = '[{\"start\":\"2014-02-22T18:30:00Z\","
                            + "\"end\":\"2014-02-22T20:00:00Z\"}]'");
        }
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    /** The newest row of every feed is of 21:00, so what is older than 20:51 cannot change. */
    @ParameterizedTest
    @CsvSource({
        "exodus-overview, 2014-02-22T20:50:00Z, 0, 2014-02-22T20:51:00Z",
        "exodus-overview, 2014-02-22T21:00:00Z, 1, 2014-02-22T20:51:00Z",
        "exodus-sms-funnel, 2014-02-22T20:29:00Z, 0, 2014-02-22T20:30:00Z",
        "exodus-sms-funnel, 2014-02-22T21:00:00Z, 1, 2014-02-22T20:30:00Z"
    })
    void whatCanStillChangeIsMarkedAsProvisional(String uid, Instant to, int marks, Instant since) {
        Board board = BOARDS.board(uid);
        TimeRange range = TimeRange.of(to.minus(Duration.ofHours(2)), to, 500);
        Frame provisional =
                new Answers(database.reader())
                        .annotations(board, new Request(range, Map.of())).frames().stream()
                                .filter(frame -> frame.refId().equals("Provisional"))
                                .findFirst()
                                .orElseThrow();
        assertThat(provisional.rows()).hasSize(marks);
        assertThat(provisional.rows())
                .allMatch(row -> row.get(0).equals(since.toEpochMilli()))
                .allMatch(row -> row.get(1).equals(to.toEpochMilli()));
    }

    /** Of 100 codes a minute 97 arrive and 2 fail: one more is under way. */
    @Test
    void codesUnderWayAreThoseThatNeitherArrivedNorFailed() {
        Answers.Answer answer =
                new Answers(database.reader())
                        .panel(
                                BOARDS.board("exodus-sms-funnel"),
                                12,
                                request(Duration.ofHours(1), List.of("telegram")));
        List<List<Object>> rows = answer.frames().get(0).rows();
        assertThat(rows.get(0).subList(1, 3)).isEqualTo(List.of("telegram", 0L));
        assertThat(rows.get(10).subList(1, 3)).isEqualTo(List.of("telegram", 10L));
    }

    @Test
    void theCheckAsksEveryQueryAndNamesThoseThatAreRefused() throws SQLException {
        List<BoardsCheck.Line> lines = BoardsCheck.run(database.reader());
        long queries =
                BOARDS.all().stream()
                        .flatMap(board -> board.panels().stream())
                        .mapToLong(panel -> panel.targets().size())
                        .sum();
        assertThat(lines).hasSizeGreaterThan((int) queries).allMatch(BoardsCheck.Line::ok);
        database.run("REVOKE SELECT ON exodus.downtime_pattern FROM grafana_ro");
        try {
            assertThat(BoardsCheck.run(database.reader()))
                    .filteredOn(line -> !line.ok())
                    .hasSize(2)
                    .allMatch(line -> line.panel().startsWith("Recurring downtimes"))
                    .allMatch(line -> line.error().contains("permission denied"));
        } finally {
            database.run("GRANT SELECT ON exodus.downtime_pattern TO grafana_ro");
        }
    }

    @Test
    void theReaderCannotWrite() {
        assertThatThrownBy(
                        () ->
                                Query.run(
                                        database.reader(),
                                        "A",
                                        "DELETE FROM exodus.service RETURNING service"))
                .isInstanceOf(SQLException.class);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(viewer.address() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theViewerServesThePageTheBoardsAndTheirPanels() throws Exception {
        assertThat(get("d/exodus-overview").body()).contains("<title>Exodus</title>");
        assertThat(get("webjars/echarts/5.5.0/echarts.esm.min.js").statusCode()).isEqualTo(200);
        assertThat(get("api/boards").body()).contains("exodus-outages");
        assertThat(get("api/clock").body())
                .contains("\"replay\":true", "1393102740000", "1393102799000");
        String panel = "api/boards/exodus-overview/panels/5?var-service=o%27neill&from=";
        assertThat(get(panel + "1393095600000&to=1393102800000").body())
                .contains("0.99", "o''neill");
    }

    /** Else what is said of now would miss the feed that is read more slowly. */
    @Test
    void aReplayIsWhereTheSlowestOfItsFeedsIs() throws Exception {
        String slow = "UPDATE exodus.feed_1m SET counted = -counted WHERE feed = 'sms' AND time > ";
        try {
            database.run(slow + "'2014-02-22 20:30:00Z'");
            assertThat(get("api/clock").body()).contains("\"nowMs\":1393101059000");
            database.run(slow + "'2014-02-22 19:30:00Z' AND counted > 0");
            assertThat(get("api/clock").body())
                    .as("it is an hour behind, and has ended")
                    .contains("\"nowMs\":1393102799000");
        } finally {
            database.run("UPDATE exodus.feed_1m SET counted = abs(counted)");
        }
    }

    @Test
    void theViewerRefusesWhatItDoesNotKnow() throws Exception {
        assertThat(get("api/boards/none").statusCode()).isEqualTo(404);
        assertThat(get("api/boards/exodus-overview/panels/99?from=1&to=2").statusCode())
                .isEqualTo(404);
        assertThat(get("api/boards/exodus-overview/panels/1?from=2&to=1").statusCode())
                .isEqualTo(400);
        assertThat(get("").headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
    }
}
