-- Generated from the records of the facts. Facts come at least once and in several
-- revisions: of rows with one key the greatest (generation, revision) holds.
CREATE TABLE facts_rates (
    `schema_version` INT,
    `type` STRING,
    `service` STRING,
    `time` TIMESTAMP_LTZ(3),
    `requested` BIGINT,
    `registrations` BIGINT,
    `complete` BOOLEAN,
    `generation` INT,
    `revision` BIGINT,
    `country` STRING,
    `platform` STRING,
    `peak_registrations` BIGINT,
    `peak_time` TIMESTAMP_LTZ(3),
    `covered_seconds` INT,
    `day` DATE,
    `zone` STRING,
    `sent` BIGINT,
    `delivered` BIGINT,
    `failed` BIGINT,
    `expired` BIGINT,
    `verified` BIGINT,
    `attempts` BIGINT,
    `ok` BIGINT,
    `timeout` BIGINT,
    `refused` BIGINT,
    `reset` BIGINT,
    `server_error` BIGINT,
    `auth_failed` BIGINT,
    `latency_p50_ms` BIGINT,
    `latency_p95_ms` BIGINT,
    `latency_p99_ms` BIGINT,
    `feed` STRING,
    `read` BIGINT,
    `counted` BIGINT,
    `duplicate` BIGINT,
    `late` BIGINT,
    `rejected` BIGINT,
    `heartbeat` BIGINT,
    `through` TIMESTAMP_LTZ(3)
) WITH (
    'connector' = 'kafka',
    'topic' = 'facts.rates',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW registrations_1s AS
SELECT `service`, `time`, `requested`, `registrations`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'registrations_1s';

CREATE VIEW registrations_country_1s AS
SELECT `service`, `country`, `time`, `requested`, `registrations`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'registrations_country_1s';

CREATE VIEW registrations_1m AS
SELECT `service`, `country`, `platform`, `time`, `requested`, `registrations`, `peak_registrations`, `peak_time`, `covered_seconds`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'registrations_1m';

CREATE VIEW registrations_1d AS
SELECT `service`, `country`, `day`, `zone`, `requested`, `registrations`, `peak_registrations`, `peak_time`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'registrations_1d';

CREATE VIEW sms_1s AS
SELECT `service`, `time`, `requested`, `sent`, `delivered`, `failed`, `expired`, `verified`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'sms_1s';

CREATE VIEW sms_country_1s AS
SELECT `service`, `country`, `time`, `requested`, `sent`, `delivered`, `failed`, `expired`, `verified`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'sms_country_1s';

CREATE VIEW sms_1m AS
SELECT `service`, `country`, `platform`, `time`, `requested`, `sent`, `delivered`, `failed`, `expired`, `verified`, `covered_seconds`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'sms_1m';

CREATE VIEW connections_1s AS
SELECT `service`, `time`, `attempts`, `ok`, `timeout`, `refused`, `reset`, `server_error`, `auth_failed`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'connections_1s';

CREATE VIEW connections_country_1s AS
SELECT `service`, `country`, `time`, `attempts`, `ok`, `timeout`, `refused`, `reset`, `server_error`, `auth_failed`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'connections_country_1s';

CREATE VIEW connections_1m AS
SELECT `service`, `country`, `platform`, `time`, `attempts`, `ok`, `timeout`, `refused`, `reset`, `server_error`, `auth_failed`, `latency_p50_ms`, `latency_p95_ms`, `latency_p99_ms`, `covered_seconds`, `complete`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'connections_1m';

CREATE VIEW feed_1m AS
SELECT `feed`, `time`, `read`, `counted`, `duplicate`, `late`, `rejected`, `heartbeat`, `covered_seconds`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'feed_1m';

CREATE VIEW tick AS
SELECT `feed`, `service`, `through`, `generation`, `revision`
FROM facts_rates WHERE `type` = 'tick';
