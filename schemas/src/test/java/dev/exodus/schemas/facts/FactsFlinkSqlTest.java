package dev.exodus.schemas.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.schemas.events.DeadLetter;
import dev.exodus.schemas.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To write the files anew: {@code mvn test -pl schemas -Dexodus.update=true}. */
class FactsFlinkSqlTest {
    private static final Path FOLDER = Path.of("flink-sql");

    @ParameterizedTest
    @EnumSource(names = {"FACTS_RATES", "FACTS_INCIDENTS", "FACTS_SMS", "FACTS_MIGRATION", "MARKS"})
    void theTableAndViewsAreThoseOfTheRecords(Topic topic) throws IOException {
        assertFile(topic, FactsFlinkSql.of(topic));
    }

    @Test
    void theTableOfDeadLettersHasTheFieldsThatTheyTravelWith() throws IOException {
        byte[] letter =
                new DeadLetter("events.sms", 1, 2, "sms", "late", "by 11 min", 0, "{}").toJson();
        Map<String, String> columns = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : new ObjectMapper().readTree(letter).properties()) {
            columns.put(field.getKey(), type(field.getKey(), field.getValue()));
        }

        assertFile(
                Topic.DEAD_LETTERS,
                "-- Generated from a dead letter: records that were not counted, masked.\n"
                        + FactsFlinkSql.createTable(Topic.DEAD_LETTERS, columns));
    }

    private static String type(String name, JsonNode value) {
        if (name.equals("time")) {
            return "TIMESTAMP_LTZ(3)";
        }
        return value.isNumber() ? "BIGINT" : "STRING";
    }

    private static void assertFile(Topic topic, String sql) throws IOException {
        Path file = FOLDER.resolve(FactsFlinkSql.table(topic) + ".sql");
        if (Boolean.getBoolean("exodus.update")) {
            Files.writeString(file, sql);
        }
        assertThat(file).hasContent(sql);
    }
}
