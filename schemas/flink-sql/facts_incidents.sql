-- Generated from the records of the facts. Facts come at least once and in several
-- revisions: of rows with one key the greatest (generation, revision) holds.
CREATE TABLE facts_incidents (
    `schema_version` INT,
    `type` STRING,
    `service` STRING,
    `country` STRING,
    `platform` STRING,
    `signal` STRING,
    `time` TIMESTAMP_LTZ(3),
    `observed` DOUBLE,
    `expected` DOUBLE,
    `lower` DOUBLE,
    `upper` DOUBLE,
    `generation` INT,
    `revision` BIGINT,
    `state` STRING,
    `incident_id` STRING,
    `kind` STRING,
    `direction` STRING,
    `severity` STRING,
    `started_at` TIMESTAMP_LTZ(3),
    `detected_at` TIMESTAMP_LTZ(3),
    `ended_at` TIMESTAMP_LTZ(3),
    `ratio` DOUBLE,
    `p_value` DOUBLE,
    `lost_events` DOUBLE,
    `detectors` STRING,
    `parts` STRING,
    `merged_into` STRING,
    `cause` STRING,
    `feed_suspect` BOOLEAN,
    `settled` BOOLEAN,
    `created_at` TIMESTAMP_LTZ(3),
    `method_version` STRING,
    `dimension` STRING,
    `segment` STRING,
    `explained` DOUBLE,
    `rank` INT,
    `pattern_id` STRING,
    `hour_of_week` INT,
    `zone` STRING,
    `starts` INT,
    `weeks` INT,
    `typical_start` STRING,
    `typical_end` STRING,
    `description` STRING
) WITH (
    'connector' = 'kafka',
    'topic' = 'facts.incidents',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW expectation_1m AS
SELECT `service`, `country`, `platform`, `signal`, `time`, `observed`, `expected`, `lower`, `upper`, `generation`, `revision`
FROM facts_incidents WHERE `type` = 'expectation_1m';

CREATE VIEW service_state_1m AS
SELECT `service`, `country`, `time`, `state`, `generation`, `revision`
FROM facts_incidents WHERE `type` = 'service_state_1m';

CREATE VIEW incident AS
SELECT `incident_id`, `service`, `kind`, `direction`, `severity`, `started_at`, `detected_at`, `ended_at`, `observed`, `expected`, `ratio`, `p_value`, `lost_events`, `detectors`, `parts`, `merged_into`, `cause`, `feed_suspect`, `settled`, `created_at`, `method_version`, `generation`, `revision`
FROM facts_incidents WHERE `type` = 'incident';

CREATE VIEW incident_segment AS
SELECT `incident_id`, `dimension`, `segment`, `service`, `observed`, `expected`, `explained`, `rank`, `generation`, `revision`
FROM facts_incidents WHERE `type` = 'incident_segment';

CREATE VIEW downtime_pattern AS
SELECT `service`, `direction`, `pattern_id`, `hour_of_week`, `zone`, `starts`, `weeks`, `p_value`, `typical_start`, `typical_end`, `description`, `generation`, `revision`
FROM facts_incidents WHERE `type` = 'downtime_pattern';
