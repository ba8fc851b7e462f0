package dev.exodus.dashboards.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Boards;
import dev.exodus.dashboards.sql.Database;
import dev.exodus.dashboards.sql.Frame;
import dev.exodus.dashboards.sql.Query;
import dev.exodus.dashboards.sql.TimeRange;
import dev.exodus.dashboards.sql.Variables.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One incident as one HTML page that needs nothing else, and a CSV file of each of its tables and
 * pictures. Its figures are panels of the boards, so that both say the same.
 */
public final class IncidentReport {
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final int POINTS = 500;

    private static final String FACTS =
            "SELECT incident_id AS \"incident\", service, replace(kind, '_', ' ') AS what, direction,"
                    + " severity, started_at AS started, ended_at AS ended, detected_at AS detected,"
                    + " observed, expected, ratio AS \"observed of expected\","
                    + " lost_events AS \"lost events\", people_affected AS \"people affected\","
                    + " people_lower AS \"at least\", people_upper AS \"at most\", p_value AS"
                    + " \"p-value\", detectors, cause, CASE WHEN feed_suspect THEN 'suspect: all"
                    + " services fell together' ELSE 'whole' END AS feed, CASE WHEN settled THEN"
                    + " 'settled' ELSE 'provisional: it can still change' END AS \"how sure\","
                    + " method_version AS \"method version\", merged_into AS \"merged into\""
                    + " FROM exodus.incident LEFT JOIN (SELECT incident_id, people_affected,"
                    + " people_lower, people_upper FROM exodus.incident_people WHERE country = '*')"
                    + " AS people USING (incident_id) WHERE incident_id = '$incident'";
    private static final String SEGMENTS =
            "SELECT dimension, segment, observed, expected, explained AS \"share of the deviation\","
                    + " rank FROM exodus.incident_segment WHERE incident_id = '$incident' AND"
                    + " revision = (SELECT revision FROM exodus.incident WHERE incident_id ="
                    + " '$incident') ORDER BY dimension, rank LIMIT 40";
    private static final String PARTS_OF_IT =
            "SELECT (part->>'start')::timestamptz AS \"from\", (part->>'end')::timestamptz AS \"to\""
                    + " FROM exodus.incident CROSS JOIN LATERAL json_array_elements(parts::json) AS"
                    + " part WHERE incident_id = '$incident' ORDER BY 1";

    /** A panel of a board, of the incident's service or of all. */
    private record Part(String board, int panel, boolean all) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("exodus-outages", 4, false),
                    new Part("exodus-outages", 5, false),
                    new Part("exodus-registrations", 1, true),
                    new Part("exodus-overview", 11, false),
                    new Part("exodus-sms-funnel", 10, true),
                    new Part("exodus-migration", 9, true),
                    new Part("exodus-overview", 10, true));

    private final Database database;
    private final Path folder;
    private final StringBuilder html = new StringBuilder();

    private IncidentReport(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /**
     * Writes it.
     *
     * @param folder made if it is not there
     * @param now until when an incident that has not ended is shown
     * @return the page
     * @throws NoSuchElementException if there is no such incident
     */
    public static Path write(Database database, String incident, Instant now, Path folder)
            throws SQLException, IOException {
        return new IncidentReport(database, folder).write(incident, now);
    }

    private Path write(String incident, Instant now) throws SQLException, IOException {
        Map<String, Choice> id = Map.of("incident", new Choice(List.of(incident), false));
        Frame facts = Query.run(database, "incident", sql(FACTS, id));
        if (facts.rows().isEmpty()) {
            throw new NoSuchElementException("no incident " + incident);
        }
        Files.createDirectories(folder);
        long started = (Long) fact(facts, "started");
        Long ended = (Long) fact(facts, "ended");
        long until = ended == null ? now.toEpochMilli() : ended;
        TimeRange range =
                TimeRange.of(
                        Instant.ofEpochMilli(started).minus(AROUND),
                        Instant.ofEpochMilli(Math.max(until, started)).plus(AROUND),
                        POINTS);
        Frame parts = Query.run(database, "parts", sql(PARTS_OF_IT, id));
        List<long[]> areas =
                parts.rows().stream()
                        .map(part -> new long[] {(Long) part.get(0), end(part.get(1), until)})
                        .toList();
        head(fact(facts, "service") + ": " + fact(facts, "what"));
        html.append("<p class=\"summary\">").append(summary(facts, areas)).append("</p>\n");
        section("When", "Each time that it came, and how long it lasted.");
        spans(parts, areas);
        source(List.of(parts));
        section("What", "As it is stored. What is not known is left open.");
        keyed(facts);
        Frame segments = Query.run(database, "segments", sql(SEGMENTS, id));
        section("Who", "How much of the incident each segment explains.");
        table(segments, "short");
        source(List.of(segments));
        for (Part part : PARTS) {
            panel(part, incident, String.valueOf(fact(facts, "service")), range, areas);
        }
        return Files.writeString(folder.resolve("index.html"), html.append("</main>\n"));
    }

    private static long end(Object time, long until) {
        return time == null ? until : (Long) time;
    }

    /** The incident in a sentence or two. */
    private static String summary(Frame facts, List<long[]> areas) {
        long seconds = areas.stream().mapToLong(area -> (area[1] - area[0]) / 1000).sum();
        Object ratio = fact(facts, "observed of expected");
        StringBuilder text = new StringBuilder();
        text.append(fact(facts, "severity")).append(", ");
        text.append(areas.size() == 1 ? "once" : areas.size() + " times").append(", ");
        text.append(Text.duration(seconds)).append(" in all");
        text.append(fact(facts, "ended") == null ? ", and still going on" : "");
        text.append(". ").append(Text.number(((Number) ratio).doubleValue(), "percentunit"));
        text.append(" of what was expected. Known ");
        long detected = (Long) fact(facts, "detected") - (Long) fact(facts, "started");
        text.append(
                detected < 0
                        ? "before a correction moved its start"
                        : Text.duration(detected / 1000) + " after it began");
        text.append("; ").append(fact(facts, "how sure")).append('.');
        return Text.escaped(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
    }

    private void spans(Frame parts, List<long[]> areas) {
        html.append("<table><tr><th>from</th><th>to</th><th>lasted</th></tr>\n");
        for (int i = 0; i < areas.size(); i++) {
            Object to = parts.rows().get(i).get(1);
            html.append("<tr><td>").append(Instant.ofEpochMilli(areas.get(i)[0]));
            html.append("</td><td>")
                    .append(to == null ? "still going on" : Instant.ofEpochMilli((Long) to));
            html.append("</td><td>");
            html.append(Text.duration((areas.get(i)[1] - areas.get(i)[0]) / 1000));
            html.append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    /** Nothing in these three depends on a range. */
    private static String sql(String raw, Map<String, Choice> choices) {
        TimeRange any = TimeRange.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1);
        return Query.text(raw, any, choices);
    }

    private static Object fact(Frame facts, String name) {
        for (int i = 0; i < facts.columns().size(); i++) {
            if (facts.columns().get(i).name().equals(name)) {
                return facts.rows().get(0).get(i);
            }
        }
        throw new IllegalArgumentException("no column " + name);
    }

    private void head(String title) throws IOException {
        html.append("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n<title>")
                .append(Text.escaped(title))
                .append("</title>\n<style>");
        try (InputStream style = IncidentReport.class.getResourceAsStream("/report.css")) {
            html.append(new String(style.readAllBytes(), StandardCharsets.UTF_8));
        }
        html.append("</style>\n<main><h1>").append(Text.escaped(title)).append("</h1>\n");
        html.append("<p>All times are UTC.</p>\n");
    }

    private void section(String title, String description) {
        html.append("<h2>").append(Text.escaped(title)).append("</h2>\n<p>");
        html.append(Text.escaped(description)).append("</p>\n");
    }

    private void keyed(Frame facts) throws IOException {
        html.append("<table>");
        for (int i = 0; i < facts.columns().size(); i++) {
            Frame.Column column = facts.columns().get(i);
            String unit = column.name().equals("observed of expected") ? "percentunit" : "short";
            String text = Text.shown(facts.rows().get(0).get(i), column, unit);
            html.append("<tr><th>").append(Text.escaped(column.name())).append("</th><td>");
            if (text.isEmpty() && column.name().equals("merged into")) {
                text = "no other incident";
            }
            html.append(text.isEmpty() ? "<i>not known</i>" : Text.escaped(text));
            html.append("</td></tr>\n");
        }
        html.append("</table>\n");
        source(List.of(facts));
    }

    private void panel(
            Part part, String incident, String service, TimeRange range, List<long[]> areas)
            throws SQLException, IOException {
        Boards boards = Boards.load();
        Board board = boards.board(part.board());
        Board.Panel panel = board.panel(part.panel());
        JsonNode file = file(boards, part);
        Look look = new Look(file);
        Map<String, Choice> chosen =
                Map.of(
                        "service", new Choice(part.all() ? services() : List.of(service), true),
                        "country", new Choice(List.of("*"), false),
                        "incident", new Choice(List.of(incident), true));
        List<Frame> frames = new ArrayList<>();
        for (Board.Target target : panel.targets()) {
            String name =
                    (part.board() + " " + part.panel() + " " + target.refId()).replace(' ', '-');
            frames.add(Query.run(database, name, Query.text(target.rawSql(), range, chosen)));
        }
        section(panel.title(), file.path("description").asText());
        if (frames.stream().allMatch(frame -> frame.rows().isEmpty())) {
            html.append("<p><i>")
                    .append(Text.escaped(file.at("/fieldConfig/defaults/noValue").asText()));
            html.append("</i></p>\n");
        } else if (panel.type().equals("timeseries")) {
            long from = range.from().toEpochMilli();
            html.append(Chart.of(frames, from, range.to().toEpochMilli(), areas, look))
                    .append('\n');
        } else {
            table(frames.get(0), look.unit());
        }
        source(frames);
    }

    private static JsonNode file(Boards boards, Part part) {
        for (JsonNode panel : boards.file(part.board()).path("panels")) {
            if (panel.path("id").asInt() == part.panel()) {
                return panel;
            }
        }
        throw new NoSuchElementException("no panel " + part.panel());
    }

    private List<String> services() throws SQLException {
        return Query.run(database, "services", "SELECT service FROM exodus.service ORDER BY 1")
                .rows()
                .stream()
                .map(row -> (String) row.get(0))
                .toList();
    }

    private void table(Frame frame, String unit) {
        html.append("<table><tr>");
        frame.columns()
                .forEach(c -> html.append("<th>").append(Text.escaped(c.name())).append("</th>"));
        html.append("</tr>\n");
        for (List<Object> row : frame.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                Frame.Column column = frame.columns().get(i);
                boolean share = column.name().startsWith("share ");
                String text = Text.shown(row.get(i), column, share ? "percentunit" : unit);
                html.append(column.type().equals("number") ? "<td class=\"number\">" : "<td>");
                html.append(Text.escaped(text)).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    /** The queries behind what is above, and their rows as files. */
    private void source(List<Frame> frames) throws IOException {
        html.append("<details><summary>The numbers and their query</summary>");
        for (Frame frame : frames) {
            String name = frame.refId() + ".csv";
            Files.writeString(folder.resolve(name), Text.csv(frame));
            html.append("<p><a href=\"").append(Text.escaped(name)).append("\">");
            html.append(Text.escaped(name)).append("</a></p><pre>");
            html.append(Text.escaped(frame.sql())).append("</pre>");
        }
        html.append("</details>\n");
    }
}
