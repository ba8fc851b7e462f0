-- Generated from the records of the facts. Facts come at least once and in several
-- revisions: of rows with one key the greatest (generation, revision) holds.
CREATE TABLE facts_migration (
    `schema_version` INT,
    `type` STRING,
    `incident_id` STRING,
    `destination` STRING,
    `country` STRING,
    `source` STRING,
    `computed_through` TIMESTAMP_LTZ(3),
    `observed` DOUBLE,
    `baseline` DOUBLE,
    `news` DOUBLE,
    `excess` DOUBLE,
    `excess_lo95` DOUBLE,
    `excess_hi95` DOUBLE,
    `placebos` INT,
    `outage_share` DOUBLE,
    `news_share` DOUBLE,
    `base_share` DOUBLE,
    `unassigned_share` DOUBLE,
    `lag_seconds` BIGINT,
    `lag_lo95_seconds` BIGINT,
    `lag_hi95_seconds` BIGINT,
    `migrated` BIGINT,
    `migrated_lo95` BIGINT,
    `migrated_hi95` BIGINT,
    `lift` DOUBLE,
    `retained_day1` DOUBLE,
    `retained_day7` DOUBLE,
    `retained_day28` DOUBLE,
    `returned_day7` DOUBLE,
    `multihoming_day7` DOUBLE,
    `due_at` TIMESTAMP_LTZ(3),
    `requested` BIGINT,
    `verified` BIGINT,
    `suppressed` DOUBLE,
    `worst_backlog` BIGINT,
    `wait_p95_ms` BIGINT,
    `suppressed_cells` BOOLEAN,
    `settled` BOOLEAN,
    `method_version` STRING,
    `generation` INT,
    `revision` BIGINT,
    `time` TIMESTAMP_LTZ(3),
    `cumulative_excess` DOUBLE,
    `cumulative_lo95` DOUBLE,
    `cumulative_hi95` DOUBLE,
    `service` STRING,
    `people_affected` BIGINT,
    `people_lower` BIGINT,
    `people_upper` BIGINT
) WITH (
    'connector' = 'kafka',
    'topic' = 'facts.migration',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW migration AS
SELECT `incident_id`, `destination`, `country`, `source`, `computed_through`, `observed`, `baseline`, `news`, `excess`, `excess_lo95`, `excess_hi95`, `placebos`, `outage_share`, `news_share`, `base_share`, `unassigned_share`, `lag_seconds`, `lag_lo95_seconds`, `lag_hi95_seconds`, `migrated`, `migrated_lo95`, `migrated_hi95`, `lift`, `retained_day1`, `retained_day7`, `retained_day28`, `returned_day7`, `multihoming_day7`, `due_at`, `requested`, `verified`, `suppressed`, `worst_backlog`, `wait_p95_ms`, `suppressed_cells`, `settled`, `method_version`, `generation`, `revision`
FROM facts_migration WHERE `type` = 'migration';

CREATE VIEW migration_1m AS
SELECT `incident_id`, `destination`, `country`, `time`, `observed`, `baseline`, `news`, `excess`, `cumulative_excess`, `cumulative_lo95`, `cumulative_hi95`, `generation`, `revision`
FROM facts_migration WHERE `type` = 'migration_1m';

CREATE VIEW incident_people AS
SELECT `incident_id`, `country`, `service`, `people_affected`, `people_lower`, `people_upper`, `computed_through`, `suppressed_cells`, `settled`, `method_version`, `generation`, `revision`
FROM facts_migration WHERE `type` = 'incident_people';
