package dev.exodus.schemas.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.exodus.schemas.topics.Topic;
import java.util.ArrayList;
import java.util.List;

/** Writes the Flink SQL table of an events topic from its JSON Schema. */
final class FlinkSql {
    private FlinkSql() {}

    static String createTable(Feed feed, JsonNode schema) {
        List<String> columns = new ArrayList<>();
        schema.get("properties")
                .properties()
                .forEach(
                        field ->
                                columns.add(
                                        "    `"
                                                + field.getKey()
                                                + "` "
                                                + type(field.getKey(), field.getValue())
                                                + " COMMENT '"
                                                + field.getValue()
                                                        .get("description")
                                                        .asText()
                                                        .replace("'", "''")
                                                + "'"));
        String topic = Topic.of(feed).topicName();
        return "-- Generated from events/"
                + feed.wireName()
                + ".schema.json. Events whose event_time is RFC 3339 need a cast of their own:\n"
                + "-- this table reads epoch milliseconds. Heartbeats are rows with type"
                + " 'heartbeat'.\n"
                + "-- Records that are no JSON are skipped here; RatesJob keeps them in dead-letters.\n"
                + "CREATE TABLE events_"
                + feed.wireName()
                + " (\n"
                + String.join(",\n", columns)
                + ",\n    `time` AS TO_TIMESTAMP_LTZ(`event_time`, 3),\n"
                + "    WATERMARK FOR `time` AS `time` - INTERVAL '5' SECOND\n"
                + ") WITH (\n"
                + "    'connector' = 'kafka',\n"
                + "    'topic' = '"
                + topic
                + "',\n"
                + "    'properties.bootstrap.servers' = 'localhost:9092',\n"
                + "    'scan.startup.mode' = 'earliest-offset',\n"
                + "    'format' = 'json',\n"
                + "    'json.ignore-parse-errors' = 'true'\n"
                + ");\n";
    }

    private static String type(String name, JsonNode property) {
        if (name.equals("event_time")) {
            return "BIGINT";
        }
        String type = property.path("type").asText();
        return name.equals("schema_version") || type.equals("integer") ? "BIGINT" : "STRING";
    }
}
