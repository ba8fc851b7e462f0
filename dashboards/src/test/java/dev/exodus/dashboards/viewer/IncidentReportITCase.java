package dev.exodus.dashboards.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.dashboards.report.IncidentReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about one incident of the evening of evening.sql. */
class IncidentReportITCase {
    private static final Instant NOW = Instant.parse("2014-02-22T20:59:59Z");
    private static SeededDatabase database;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws Exception {
        database = SeededDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void itSaysWhatWhenWhoAndHowSure() throws Exception {
        Path page = IncidentReport.write(database.reader(), "w-1", NOW, folder);
        String html = Files.readString(page);
        assertThat(html)
                .contains("<h1>whatsapp: outage</h1>", "<td>2014-02-22T18:30:00Z</td>")
                .contains(
                        "Critical, once, 1 h 30 min in all. 5 % of what was expected."
                                + " Known 2 min after it began; settled.",
                        "<td>2014-02-22T20:00:00Z</td><td>1 h 30 min</td>")
                .contains("<th>observed of expected</th><td>5 %</td>", "<td>settled</td>")
                .contains("<th>method version</th><td>test</td>", "<td>whole</td>")
                .contains(
                        "<th>people affected</th><td>71,500</td>",
                        "<th>at least</th><td>64,350</td>",
                        "<th>at most</th><td>78,650</td>")
                .contains(
                        "<td>country</td><td>BR</td><td class=\"number\">2,000</td>",
                        "<td class=\"number\">48,000</td><td class=\"number\">60 %</td>")
                // the migration of its board
                .contains(
                        "<td class=\"number\">270,000</td><td class=\"number\">216,000</td>",
                        "<td class=\"number\">324,000</td>");
        assertThat(Pattern.compile("<svg ").matcher(html).results()).hasSize(6);
    }

    @Test
    void everyNumberHasItsQueryAndItsFile() throws Exception {
        String html = Files.readString(IncidentReport.write(database.reader(), "w-1", NOW, folder));
        assertThat(html).contains("FROM exodus.incident WHERE incident_id = &#39;w-1&#39;");
        var files = Pattern.compile("<a href=\"([^\"]+)\">").matcher(html);
        int count = 0;
        while (files.find()) {
            assertThat(folder.resolve(files.group(1))).isNotEmptyFile();
            count++;
        }
        assertThat(Pattern.compile("<pre>").matcher(html).results()).hasSize(count);
        assertThat(folder.resolve("exodus-outages-4-A.csv"))
                .content()
                .contains(
                        "2014-02-22T18:29:00Z,whatsapp,0.99", "2014-02-22T18:30:00Z,whatsapp,0.05");
    }

    @Test
    void itNeedsNothingFromElsewhere() throws Exception {
        String html = Files.readString(IncidentReport.write(database.reader(), "w-1", NOW, folder));
        assertThat(html).doesNotContain("http:", "https:", "<script", "<link", "<img");
    }

    @Test
    void whatIsInTheTablesStaysText() throws Exception {
        database.run(
                "CREATE TEMPORARY TABLE odd AS SELECT * FROM exodus.incident WHERE incident_id ="
                        + " 'w-1'; UPDATE odd SET incident_id = 'o''x', service = '<b>&', cause ="
                        + " '<script>alert(1)</script>', ended_at = NULL; INSERT INTO"
                        + " exodus.incident SELECT * FROM odd");
        String html = Files.readString(IncidentReport.write(database.reader(), "o'x", NOW, folder));
        assertThat(html)
                .contains("<h1>&lt;b&gt;&amp;: outage</h1>", "&lt;script&gt;alert")
                .contains("<th>ended</th><td><i>not known</i></td>")
                .doesNotContain("<script");
    }

    @Test
    void anIncidentThatIsNotThereIsSaidToBeNotThere() {
        assertThatThrownBy(() -> IncidentReport.write(database.reader(), "none", NOW, folder))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no incident none");
    }
}
