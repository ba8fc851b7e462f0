-- Generated from the records of the facts. Facts come at least once and in several
-- revisions: of rows with one key the greatest (generation, revision) holds.
CREATE TABLE marks (
    `schema_version` INT,
    `type` STRING,
    `mark_id` STRING,
    `kind` STRING,
    `service` STRING,
    `country` STRING,
    `incident_id` STRING,
    `starts_at` TIMESTAMP_LTZ(3),
    `ends_at` TIMESTAMP_LTZ(3),
    `label` STRING,
    `source` STRING,
    `removed` BOOLEAN,
    `generation` INT,
    `revision` BIGINT
) WITH (
    'connector' = 'kafka',
    'topic' = 'marks',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW mark AS
SELECT `mark_id`, `kind`, `service`, `country`, `incident_id`, `starts_at`, `ends_at`, `label`, `source`, `removed`, `generation`, `revision`
FROM marks WHERE `type` = 'mark';
