package dev.exodus.dashboards.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Boards;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * The pages on what {@code ./exodus demo} has stored, held against its answer key: the address of
 * {@code ./exodus view} in {@code exodus.viewer}, the folder of the demo in {@code exodus.demo}.
 */
@EnabledIfSystemProperty(
        named = "exodus.viewer",
        matches = "http://.+",
        disabledReason = "no viewer of a demo named by exodus.viewer: its boards were not opened")
class DemoBoardsITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Panels that the evening leaves empty: nothing recurs in it, no week follows it, and rows of
     * migration have no columns of the funnel.
     */
    private static final Set<String> EMPTY =
            Set.of(
                    "exodus-migration Lost waiting for a code",
                    "exodus-migration Still there after a week",
                    "exodus-outages Recurring downtimes",
                    "exodus-outages Recurring downtimes, by hour of the week");

    @TempDir static Path downloads;
    private static Path folder;
    private static JsonNode key;
    private static String address;
    private static String story;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        address = System.getProperty("exodus.viewer").replaceFirst("/*$", "/");
        folder = Path.of(System.getProperty("exodus.demo"), "answer-key");
        key = JSON.readTree(folder.resolve("answer-key.json").toFile());
        long to = time(key.path("to").asText()) - 1;
        story = "from=" + time(key.path("from").asText()) + "&to=" + to + "&refresh=";
        browser = Browser.start(address, downloads);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void thePageDidNotComplain() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static long time(String iso) {
        return Instant.parse(iso).toEpochMilli();
    }

    /** All rows of a panel over the story, as the page gets them. */
    private static JsonNode rows(String board, int panel) throws IOException, InterruptedException {
        String path = "api/boards/" + board + "/panels/" + panel + "?points=1500&" + story;
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(address + path)).build(),
                                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).at("/frames/0/rows");
    }

    static Stream<String> boards() {
        return Boards.load().all().stream().map(Board::uid);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void noPanelIsInErrorOrEmptyForNoReason(String uid) throws Exception {
        browser.open("d/" + uid + "?" + story);
        List<String> wrong = new ArrayList<>();
        for (WebElement panel : browser.all(".panel")) {
            String name = uid + " " + panel.getDomAttribute("aria-label");
            String state = panel.getDomAttribute("data-state");
            if (!state.equals("ready") && !(state.equals("empty") && EMPTY.contains(name))) {
                wrong.add(name + ": " + state);
            }
        }
        browser.screenshot("demo-" + uid);
        assertThat(wrong).isEmpty();
    }

    private static JsonNode outage() {
        for (JsonNode incident : key.path("incidents")) {
            if (incident.path("kind").asText().equals("outage")) {
                return incident;
            }
        }
        throw new IllegalStateException("the key has no outage: " + key.path("incidents"));
    }

    /** No click: what is down, and since when, an hour after it went down. */
    @Test
    void theOverviewSaysWhatIsDownAndSinceWhen() {
        long start = time(outage().at("/parts/0/0").asText());
        browser.open(
                "d/exodus-overview?from=" + (start - 3_600_000) + "&to=" + (start + 3_600_000));
        assertThat(Integer.parseInt(browser.text("#panel-1 .stat"))).isPositive();
        assertThat(browser.text("#panel-2 .stat")).isEqualTo("1");
        assertThat(row(outage().path("service").asText(), "outage"))
                .contains("whole")
                .satisfies(row -> assertThat(started(row)).isCloseTo(start, within(60_000L)));
    }

    /** The row of an incident on the overview. */
    private static String row(String service, String kind) {
        return browser.all("#panel-12 tbody tr").stream()
                .map(WebElement::getText)
                .filter(text -> text.contains(service + " " + kind))
                .findFirst()
                .orElseThrow();
    }

    private static long started(String row) {
        return time(row.substring(0, 19).replace(' ', 'T') + "Z");
    }

    /** No click: how often. One more leads to the outage, and another to its countries. */
    @Test
    void theOutageCameAsOftenAsInTruthAndItsCountriesAreTwoClicksAway() {
        String service = outage().path("service").asText();
        browser.open("d/exodus-overview?" + story);
        assertThat(row(service, "outage")).contains(" critical " + outage().path("parts").size());
        browser.all("#panel-12 tbody tr").stream()
                .filter(row -> row.getText().contains(service + " outage"))
                .findFirst()
                .orElseThrow()
                .findElement(By.cssSelector("a"))
                .click();
        browser.awaitAddress("d/exodus-outages");
        browser.find("#panel-2 h2 button").click();
        String shown = browser.text("#inspect");
        List<String> countries = new ArrayList<>();
        key.path("countries").forEach(country -> countries.add(country.asText()));
        assertThat(countries.stream().filter(c -> shown.contains(service + " " + c)).count())
                .as("countries in which %s is down", service)
                .isGreaterThanOrEqualTo(5);
    }

    /** No click: the seconds in which a feed was not heard are those that the key names. */
    @Test
    void theOverviewSaysWhereAFeedWasNotWhole() throws Exception {
        Map<String, Long> missing = new HashMap<>();
        for (JsonNode row : rows("exodus-overview", 10)) {
            missing.merge(row.get(1).asText(), 60 - row.get(2).asLong(), Long::sum);
        }
        long begin = time(key.path("from").asText()) / 1000;
        long end = time(key.path("to").asText()) / 1000;
        assertThat(missing).isNotEmpty();
        missing.forEach(
                (feed, seconds) -> {
                    long expected = 0;
                    for (JsonNode gap : key.path("gaps").path(feed)) {
                        // One gap is of all that was before the story began.
                        long first = Math.max(gap.get(0).asLong(), begin);
                        if (first < end) {
                            expected += gap.get(1).asLong() - first;
                        }
                    }
                    assertThat(seconds).as(feed).isEqualTo(expected);
                });
    }

    /** One click: how many registered. */
    @Test
    void theRegistrationsOfEachDayAreThoseOfTheKey() throws Exception {
        browser.open("d/exodus-overview?" + story);
        browser.find("#boards a[data-path='/d/exodus-registrations']").click();
        browser.awaitAddress("d/exodus-registrations");
        browser.find("#panel-6 .chart");
        int days = 0;
        for (JsonNode row : rows("exodus-registrations", 6)) {
            String service = row.get(1).asText();
            JsonNode perDay = key.at("/totals/" + service + "/registrationsPerDay");
            assertThat(row.get(2).asLong())
                    .as(row.toString())
                    .isEqualTo(perDay.path(row.get(0).asText()).asLong());
            days++;
        }
        assertThat(days).isEqualTo(2 * key.path("services").size());
    }

    /** One click: how many codes were asked for and used, by how many people. */
    @Test
    void theFunnelIsThatOfTheKey() throws Exception {
        browser.open("d/exodus-overview?" + story);
        browser.find("#boards a[data-path='/d/exodus-sms-funnel']").click();
        browser.awaitAddress("d/exodus-sms-funnel");
        Map<String, long[]> truth = funnel();
        for (JsonNode row : rows("exodus-sms-funnel", 16)) {
            long[] counted = {
                row.get(3).asLong(), row.get(4).asLong(), row.get(5).asLong(), row.get(6).asLong()
            };
            assertThat(counted)
                    .as(row.get(0).asText())
                    .isEqualTo(truth.remove(row.get(0).asText()));
        }
        assertThat(truth).isEmpty();
        assertThat(browser.text("#panel-16")).contains("telegram", "line", "whatsapp");
    }

    /** Requested, people, retries, used: by service, of the minutes of the story. */
    private static Map<String, long[]> funnel() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("funnel.csv"));
        List<String> header = List.of(lines.get(0).split(","));
        List<String> wanted = List.of("requested", "unique", "retries", "verified");
        long from = time(key.path("from").asText()) / 60_000;
        long to = time(key.path("to").asText()) / 60_000;
        Map<String, long[]> sums = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            long minute = Long.parseLong(cells[header.indexOf("minute")]);
            if (minute >= from && minute < to) {
                long[] sum =
                        sums.computeIfAbsent(cells[header.indexOf("service")], s -> new long[4]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += Long.parseLong(cells[header.indexOf(wanted.get(i))]);
                }
            }
        }
        return sums;
    }

    /** One click: how many came because of it, within a fifth of the truth. */
    @Test
    void whoCameBecauseOfItIsOneClickAway() throws Exception {
        browser.open("d/exodus-overview?" + story);
        browser.find("#boards a[data-path='/d/exodus-migration']").click();
        browser.awaitAddress("d/exodus-migration");
        assertThat(browser.text("#panel-1 .stat")).isNotBlank();
        double truth = 0;
        for (JsonNode people : key.path("people")) {
            double all =
                    people.path("base").asDouble()
                            + people.path("news").asDouble()
                            + people.path("outage").asDouble();
            truth += people.path("registered").asDouble() * people.path("outage").asDouble() / all;
        }
        double shown = rows("exodus-migration", 1).get(0).get(0).asDouble();
        assertThat(shown).isCloseTo(truth, within(truth / 5));
    }
}
