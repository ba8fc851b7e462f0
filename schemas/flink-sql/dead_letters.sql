-- Generated from a dead letter: records that were not counted, masked.
CREATE TABLE dead_letters (
    `schema_version` BIGINT,
    `topic` STRING,
    `partition` BIGINT,
    `offset` BIGINT,
    `feed` STRING,
    `reason` STRING,
    `detail` STRING,
    `time` TIMESTAMP_LTZ(3),
    `payload` STRING
) WITH (
    'connector' = 'kafka',
    'topic' = 'dead-letters',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);
