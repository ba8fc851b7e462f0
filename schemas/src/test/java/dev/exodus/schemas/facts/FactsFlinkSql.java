package dev.exodus.schemas.facts;

import dev.exodus.schemas.topics.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the Flink SQL of a topic of facts: a table with the columns of all facts in it, and a view
 * for each kind.
 */
final class FactsFlinkSql {
    private FactsFlinkSql() {}

    static String of(Topic topic) {
        List<FactType> types =
                Stream.of(FactType.values()).filter(type -> type.topic() == topic).toList();
        return types.stream()
                .map(type -> view(type, table(topic)))
                .collect(Collectors.joining("\n", createTable(topic, types) + "\n", ""));
    }

    static String table(Topic topic) {
        return topic.topicName().replaceAll("[.-]", "_");
    }

    private static String createTable(Topic topic, List<FactType> types) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("schema_version", "INT");
        columns.put("type", "STRING");
        for (FactType type : types) {
            for (Column column : type.columns()) {
                String before = columns.put(column.name(), sql(column.type()));
                if (before != null && !before.equals(sql(column.type()))) {
                    throw new IllegalStateException(
                            topic + " has two kinds of column " + column.name());
                }
            }
        }
        String head =
                """
                -- Generated from the records of the facts. Facts come at least once and in several
                -- revisions: of rows with one key the greatest (generation, revision) holds.
                """;
        return head + createTable(topic, columns);
    }

    /** The table of a topic whose records have these fields. */
    static String createTable(Topic topic, Map<String, String> columns) {
        List<String> lines = new ArrayList<>();
        columns.forEach((name, type) -> lines.add("    `" + name + "` " + type));
        return """
                CREATE TABLE %s (
                %s
                ) WITH (
                    'connector' = 'kafka',
                    'topic' = '%s',
                    'properties.bootstrap.servers' = 'localhost:9092',
                    'scan.startup.mode' = 'earliest-offset',
                    'format' = 'json',
                    'json.timestamp-format.standard' = 'ISO-8601'
                );
                """
                .formatted(table(topic), String.join(",\n", lines), topic.topicName());
    }

    private static String view(FactType type, String table) {
        String columns =
                type.columns().stream()
                        .map(column -> "`" + column.name() + "`")
                        .collect(Collectors.joining(", "));
        return "CREATE VIEW %s AS\nSELECT %s\nFROM %s WHERE `type` = '%s';\n"
                .formatted(type.table(), columns, table, type.table());
    }

    private static String sql(Column.Type type) {
        return switch (type) {
            case TEXT -> "STRING";
            case BIGINT -> "BIGINT";
            case INTEGER -> "INT";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMP_LTZ(3)";
            case DATE -> "DATE";
        };
    }
}
