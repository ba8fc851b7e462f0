package dev.exodus.standalone.demo;

import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.cluster.JobMachines;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Where a text is found in what jobs have written. What is compressed is read by the reader that it
 * is meant for, the rest as bytes.
 */
final class Traces {
    private static final String VIEWS = "SELECT view_name FROM duckdb_views WHERE NOT internal";
    private static final String TABLES =
            "SELECT relname FROM pg_class WHERE relnamespace = 'exodus'::regnamespace"
                    + " AND relkind IN ('r', 'p') AND NOT relispartition";

    private final JobMachines machines;

    Traces(JobMachines machines) {
        this.machines = machines;
    }

    /** Topics, tables and kinds of file that hold it. */
    Set<String> of(String text) throws Exception {
        Set<String> places = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            if (records(topic).stream().anyMatch(record -> record.contains(text))) {
                places.add(topic.topicName());
            }
        }
        try (Connection lake = LakeDatabase.open(machines.folder().lake())) {
            for (String view : names(lake, VIEWS)) {
                String rows = "SELECT 1 FROM " + view + " t WHERE t::VARCHAR LIKE '%" + text + "%'";
                if (!names(lake, rows + " LIMIT 1").isEmpty()) {
                    places.add("Parquet " + view);
                }
            }
        }
        try (Connection postgres = machines.postgres().connect(Postgres.READER)) {
            for (String table : names(postgres, TABLES)) {
                String rows = "SELECT 1 FROM exodus." + table + " t WHERE t::text LIKE '%" + text;
                if (!names(postgres, rows + "%' LIMIT 1").isEmpty()) {
                    places.add("PostgreSQL " + table);
                }
            }
        }
        if (isInFiles(machines.folder().checkpoints(), text)) {
            places.add("state");
        }
        if (isInFiles(machines.folder().postgres(), text)) {
            places.add("files of PostgreSQL");
        }
        return places;
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Keys and values of all records of a topic. */
    List<String> records(Topic topic) {
        List<String> records = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", machines.bootstrapServers(), "group.id", "traces");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.topicName()).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    records.add(record.key() + " " + record.value());
                }
            }
        }
        return records;
    }

    private static boolean isInFiles(Path folder, String text) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                return true;
            }
        }
        return false;
    }
}
