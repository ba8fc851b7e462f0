package dev.exodus.bench.rates;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a user of Flink SQL would write: a table that declares only the two fields that are needed,
 * and a tumbling window. The planner counts before the shuffle by itself.
 */
final class SqlDrain extends FlinkDrain {
    private static final String TABLE =
            """
            CREATE TEMPORARY TABLE attempts (
                service STRING,
                event_time BIGINT,
                ts AS TO_TIMESTAMP_LTZ(event_time, 3),
                WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
            ) WITH (
                'connector' = 'kafka',
                'topic' = '%s',
                'properties.bootstrap.servers' = '%s',
                'properties.group.id' = 'bench-sql',
                'properties.%s' = '5000',
                'properties.%s' = '%s',
                'scan.startup.mode' = 'earliest-offset',
                'format' = 'json'
            )
            """;

    private static final String QUERY =
            """
            SELECT service, window_start, COUNT(*)
            FROM TABLE(TUMBLE(TABLE attempts, DESCRIPTOR(ts), INTERVAL '1' SECOND))
            WHERE service IS NOT NULL
            GROUP BY service, window_start, window_end
            """;

    SqlDrain() {
        super(1);
    }

    @Override
    Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        return settings;
    }

    @Override
    void define(StreamExecutionEnvironment env, Source from) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.executeSql(
                TABLE.formatted(
                        from.data().topic(),
                        from.bootstrapServers(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        FirstPoll.class.getName()));
        tables.toDataStream(tables.sqlQuery(QUERY)).sinkTo(new RowsSink<>(SqlDrain::put));
    }

    private static void put(Row row, Rows rows) {
        rows.put(
                row.getFieldAs(0),
                row.<LocalDateTime>getFieldAs(1).toEpochSecond(ZoneOffset.UTC),
                row.<Long>getFieldAs(2));
    }
}
