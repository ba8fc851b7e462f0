-- Generated from the records of the facts. Facts come at least once and in several
-- revisions: of rows with one key the greatest (generation, revision) holds.
CREATE TABLE facts_sms (
    `schema_version` INT,
    `type` STRING,
    `service` STRING,
    `country` STRING,
    `carrier` STRING,
    `time` TIMESTAMP_LTZ(3),
    `requested` BIGINT,
    `sent` BIGINT,
    `delivered` BIGINT,
    `verified` BIGINT,
    `failed` BIGINT,
    `expired` BIGINT,
    `unique_requesters` BIGINT,
    `retries` BIGINT,
    `deliver_p50_ms` BIGINT,
    `deliver_p95_ms` BIGINT,
    `verify_p50_ms` BIGINT,
    `verify_p95_ms` BIGINT,
    `settled` BOOLEAN,
    `generation` INT,
    `revision` BIGINT
) WITH (
    'connector' = 'kafka',
    'topic' = 'facts.sms',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW sms_funnel_1m AS
SELECT `service`, `country`, `carrier`, `time`, `requested`, `sent`, `delivered`, `verified`, `failed`, `expired`, `unique_requesters`, `retries`, `deliver_p50_ms`, `deliver_p95_ms`, `verify_p50_ms`, `verify_p95_ms`, `settled`, `generation`, `revision`
FROM facts_sms WHERE `type` = 'sms_funnel_1m';
