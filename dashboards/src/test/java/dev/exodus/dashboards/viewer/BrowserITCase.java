package dev.exodus.dashboards.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.dashboards.board.Board;
import dev.exodus.dashboards.board.Boards;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** The pages in a real browser, on the evening of evening.sql. */
class BrowserITCase {
    private static final String DRAWN =
            "const c = arguments[0];"
                    + " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v)";

    @TempDir static Path downloads;
    private static SeededDatabase database;
    private static Viewer viewer;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        database = SeededDatabase.start();
        viewer = Viewer.start(database.reader(), 0);
        browser = Browser.start(viewer.address(), downloads);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        viewer.close();
        database.close();
    }

    @AfterEach
    void thePageDidNotComplain() {
        assertThat(browser.complaints()).isEmpty();
    }

    static Stream<Arguments> boardsByTheme() {
        return Boards.load().all().stream()
                .map(Board::uid)
                .flatMap(uid -> Stream.of(Arguments.of(uid, "dark"), Arguments.of(uid, "light")));
    }

    @ParameterizedTest
    @MethodSource("boardsByTheme")
    void everyPanelOfABoardShowsSomething(String uid, String theme) throws Exception {
        browser.open("d/" + uid);
        browser.script("localStorage.setItem('theme', arguments[0])", theme);
        browser.open("d/" + uid);
        for (WebElement panel : browser.all(".panel")) {
            String title = panel.getDomAttribute("aria-label");
            assertThat(panel.getDomAttribute("data-state")).as(title).isEqualTo("ready");
            for (WebElement canvas : panel.findElements(By.tagName("canvas"))) {
                assertThat(browser.script(DRAWN, canvas)).as(title).isEqualTo(true);
            }
        }
        browser.screenshot(uid + "-" + theme);
    }

    private static Select select(String selector) {
        return new Select(browser.find(selector));
    }

    private static long parameter(String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=(\\d+)").matcher(browser.url());
        assertThat(found.find()).as(browser.url()).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void aVariableOfManyValuesIsChosenByItsBoxes() {
        browser.open("d/exodus-overview");
        assertThat(browser.text("#panel-3 .stat")).isEqualTo("30/s");
        browser.find("#variables summary").click();
        browser.find("#variables input[value=whatsapp]").click();
        browser.awaitAddress("var-service=whatsapp");
        assertThat(browser.text("#panel-3 .stat")).isEqualTo("10/s");
        browser.find("#variables input[value=telegram]").click();
        browser.awaitAddress("var-service=telegram&var-service=whatsapp");
        assertThat(browser.text("#panel-3 .stat")).isEqualTo("20/s");
        browser.back();
        browser.await(b -> !b.url().contains("telegram"));
        browser.awaitLoaded();
        browser.await(b -> b.text("#panel-3 .stat").equals("10/s"));
    }

    @Test
    void aVariableOfOneValueReachesTheQuery() {
        browser.open("d/exodus-registrations");
        browser.find("#variables select option[value=DE]");
        select("#variables select").selectByValue("DE");
        browser.awaitAddress("var-country=DE");
        browser.find("#panel-2 h2 button").click();
        assertThat(browser.text("#inspect pre")).contains("country = 'DE'");
    }

    @Test
    void quickRangesButtonsAndKeysMoveTheRange() {
        browser.open("d/exodus-overview");
        assertThat(browser.text("#clock")).isEqualTo("replay, 22 Feb 2014 20:59:59 UTC");
        browser.find("#range summary").click();
        browser.find("#quick button[value='now-1h']").click();
        browser.awaitAddress("from=now-1h");
        assertThat(browser.text("#range summary")).isEqualTo("Last hour");
        assertThat(browser.value("from")).isEqualTo("2014-02-22 19:59:59");
        browser.find("#back").click();
        browser.awaitAddress("from=1393097399000");
        assertThat(browser.value("from")).isEqualTo("2014-02-22 19:29:59");
        browser.type("z");
        browser.await(b -> b.value("from").equals("2014-02-22 18:59:59"));
        assertThat(browser.value("to")).isEqualTo("2014-02-22 20:59:59");
        browser.type(Keys.ARROW_LEFT.toString());
        browser.await(b -> b.value("from").equals("2014-02-22 17:59:59"));
        browser.find("#range summary").click();
        WebElement from = browser.find("#from");
        from.clear();
        from.sendKeys("2014-02-22 17:30:00\n");
        browser.awaitAddress("from=1393090200000");
        assertThat(browser.all("#quick [aria-pressed=true], #range[open]")).isEmpty();
        assertThat(browser.text("#range summary"))
                .isEqualTo("2014-02-22 17:30:00 to 2014-02-22 19:59:59");
    }

    @Test
    void draggingOverAChartZooms() {
        browser.open("d/exodus-overview");
        browser.mouse()
                .moveToElement(browser.find("#panel-7 .chart"), -100, 0)
                .clickAndHold()
                .moveByOffset(100, 0)
                .moveByOffset(50, 0)
                .release()
                .perform();
        browser.awaitAddress("from=13930");
        // 150 of the chart's 700 pixels or so, around the middle of the six hours.
        long middle = (parameter("from") + parameter("to")) / 2;
        assertThat(parameter("to") - parameter("from")).isBetween(4_000_000L, 6_000_000L);
        assertThat(middle).isBetween(1_393_090_000_000L, 1_393_093_000_000L);
    }

    @Test
    void theCrosshairIsSharedAndItsTooltipIsNot() {
        browser.open("d/exodus-overview");
        String picture = "return document.querySelector('#panel-8 canvas').toDataURL()";
        browser.mouse().moveToElement(browser.find("#variables")).perform();
        Object before = browser.script(picture);
        browser.mouse().moveToElement(browser.find("#panel-7 .chart"), 80, 0).perform();
        browser.await(b -> b.text("#panel-7 .tip").contains("whatsapp"));
        assertThat(browser.text("#panel-7 .tip")).contains("5 %", "99 %", "whatsapp: outage");
        browser.await(b -> !b.script(picture).equals(before));
        assertThat(browser.all("#panel-8 .tip")).noneMatch(WebElement::isDisplayed);
    }

    @Test
    void thePageSaysWhatIsDoneUntilThatIsDoneAndFillsByItself() throws SQLException {
        String hideOrShow = "UPDATE exodus.feed_1m SET counted = -counted";
        database.run(hideOrShow);
        viewer.say("Learning what is usual.");
        try {
            browser.open("d/exodus-overview?from=now-6h&to=now&refresh=5s");
            assertThat(browser.text("#doing")).startsWith("Learning what is usual.");
            assertThat(browser.text("#clock")).isEqualTo("no data yet");
        } finally {
            database.run(hideOrShow);
        }
        browser.await(b -> b.text("#clock").startsWith("replay"));
        assertThat(browser.text("#doing")).startsWith("Learning what is usual.");
        viewer.say("");
        browser.await(b -> !b.find("#doing").isDisplayed());
    }

    /** As the demo's address has it while the evening is still being replayed. */
    @Test
    void whatIsSaidOfNowIsOfTheClockWhereTheRangeGoesOn() {
        browser.open("d/exodus-overview?from=1393088400000&to=1393124399999");
        browser.await(b -> b.text("#panel-6 .stat").equals("0 s"));
        assertThat(browser.text("#panel-3 .stat")).isNotEqualTo("no data");
        assertThat(browser.text("#panel-5 .stat")).isNotEqualTo("no data");
        assertThat(browser.find("#to").getAttribute("value")).contains("02:59:59");
    }

    @Test
    void marksAreShownAndHiddenByTheirBoxes() {
        browser.open("d/exodus-overview");
        String picture = "return document.querySelector('#panel-8 canvas').toDataURL()";
        Object before = browser.script(picture);
        browser.find("#marks label:first-child input").click();
        browser.awaitAddress("mark-Outages=off");
        assertThat(browser.script(picture)).isNotEqualTo(before);
        browser.find("#marks label:first-child input").click();
        browser.awaitAddress("mark-Outages=on");
        assertThat(browser.script(picture)).isEqualTo(before);
    }

    @Test
    void anHourOfTheWeekThatRecursIsColoured() {
        browser.open("d/exodus-outages");
        assertThat(browser.text("#panel-12 tbody tr:nth-child(6)")).isEqualTo("Saturday 4");
        assertThat(browser.all("#panel-12 td.filled")).hasSize(1);
        // The name of the day, and 18 hours before it.
        assertThat(browser.all("#panel-12 tr:nth-child(6) td:nth-child(20).filled")).hasSize(1);
    }

    @Test
    void thePageRefreshesItself() throws SQLException {
        browser.open("d/exodus-overview");
        assertThat(browser.text("#panel-1 .stat")).isEqualTo("0");
        select("#refresh").selectByValue("5s");
        browser.awaitAddress("refresh=5s");
        database.run(
                "CREATE TEMPORARY TABLE open AS SELECT * FROM exodus.incident;"
                        + " UPDATE open SET incident_id = 'w-2', started_at = '2014-02-22 20:30Z',"
                        + " ended_at = NULL; INSERT INTO exodus.incident SELECT * FROM open");
        browser.await(b -> b.text("#panel-1 .stat").equals("1"));
        database.run("DELETE FROM exodus.incident WHERE incident_id = 'w-2'");
        browser.await(b -> b.text("#panel-1 .stat").equals("0"));
    }

    @Test
    void linksKeepTheRangeAndTheVariables() {
        browser.open("d/exodus-overview?from=now-3h&to=now&var-service=whatsapp&tz=local");
        browser.find("#panel-1 .stat").click();
        browser.awaitAddress("d/exodus-outages");
        assertThat(browser.url())
                .contains(
                        "from=now-3h", "to=now", "var-service=whatsapp", "tz=local", "viewPanel=7");
        browser.await(b -> b.focused().equals("panel-7"));
        browser.find("#boards a[data-path='/d/exodus-registrations']").click();
        browser.awaitAddress("d/exodus-registrations");
        assertThat(browser.url())
                .contains("from=now-3h", "var-service=whatsapp", "tz=local")
                .doesNotContain("viewPanel");
    }

    @Test
    void anIncidentLeadsToItsOwnEvening() {
        browser.open("d/exodus-overview");
        browser.find("#panel-12 td a").click();
        browser.awaitAddress("d/exodus-outages");
        assertThat(browser.url()).contains("from=1393092000000", "to=1393101000000", "=whatsapp");
        assertThat(browser.value("from")).isEqualTo("2014-02-22 18:00:00");
        assertThat(browser.value("to")).isEqualTo("2014-02-22 20:30:00");
    }

    /** What is down, since when, is the feed whole: none; which countries: one; how many: one. */
    @Test
    void theQuestionsOfAnOutageAreTwoClicksAway() {
        browser.open("d/exodus-overview");
        String incident = browser.text("#panel-12 tbody tr");
        assertThat(incident).contains("whatsapp", "2014-02-22 18:30:00", "outage", "5 %", "whole");
        browser.find("#panel-12 td a").click();
        browser.awaitAddress("d/exodus-outages");
        browser.find("#panel-2 h2 button").click();
        assertThat(browser.text("#inspect")).contains("whatsapp BR", "whatsapp DE");
        browser.open("d/exodus-overview");
        browser.find("#boards a[data-path='/d/exodus-registrations']").click();
        browser.awaitAddress("d/exodus-registrations");
        browser.find("#panel-6 h2 button").click();
        // 240 minutes of 600, 90 of them without any.
        assertThat(browser.text("#inspect")).contains("2014-02-22 whatsapp 90 K");
    }

    @Test
    void inspectShowsTheQueryAndItsRowsAndSavesThem() throws Exception {
        browser.open("d/exodus-outages");
        browser.script("document.getElementById('panel-7').focus()");
        browser.type("i");
        assertThat(browser.text("#inspect pre")).contains("FROM exodus.incident", "'2014-02-22T");
        assertThat(browser.text("#inspect")).contains("1 rows", "whatsapp");
        browser.find("#inspect p button").click();
        assertThat(browser.download("Incidents A.csv"))
                .startsWith("start,end,service,what,")
                .contains("2014-02-22T18:30:00.000Z,2014-02-22T20:00:00.000Z,whatsapp,outage");
        browser.type(Keys.ESCAPE.toString());
        browser.await(b -> b.all("#inspect[open]").isEmpty());
    }

    @Test
    void timesAreThoseOfTheChosenZone() {
        browser.zone("Europe/Berlin");
        browser.open("d/exodus-outages");
        assertThat(browser.text("#panel-7 tbody")).contains("18:30:00");
        select("#zone").selectByValue("local");
        browser.awaitAddress("tz=local");
        browser.await(b -> b.text("#panel-7 tbody").contains("19:30:00"));
        assertThat(browser.value("to")).isEqualTo("2014-02-22 21:59:59");
        browser.zone("UTC");
    }

    @Test
    void lightAndDarkAreChosenByAKeyAndKept() {
        browser.open("d/exodus-overview");
        Object before = browser.script("return document.documentElement.dataset.theme");
        browser.type("t");
        browser.open("d/exodus-outages");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isNotEqualTo(before);
    }

    @Test
    void everythingIsReachedWithTheTabulator() {
        browser.open("d/exodus-overview");
        browser.find("#variables summary");
        List<String> reached =
                Stream.generate(
                                () -> {
                                    browser.type(Keys.TAB.toString());
                                    return browser.focused();
                                })
                        .limit(60)
                        .toList();
        assertThat(reached).contains("back", "ahead", "out", "zone", "again", "refresh", "theme");
        assertThat(reached).contains("panel-1", "panel-7", "panel-12");
    }
}
