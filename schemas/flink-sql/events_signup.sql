-- Generated from events/signup.schema.json. Events whose event_time is RFC 3339 need a cast of their own:
-- this table reads epoch milliseconds. Heartbeats are rows with type 'heartbeat'.
-- Records that are no JSON are skipped here; RatesJob keeps them in dead-letters.
CREATE TABLE events_signup (
    `schema_version` BIGINT COMMENT 'Version of this schema; 1 if not given.',
    `type` STRING COMMENT 'May say what it is.',
    `event_id` STRING COMMENT 'Unique id of the event: a second event with the same id is a duplicate.',
    `event_time` BIGINT COMMENT 'When it happened: epoch milliseconds from the year 2000 on, or RFC 3339.',
    `service` STRING COMMENT 'The messaging service.',
    `country` STRING COMMENT 'ISO 3166-1 alpha-2 code.',
    `platform` STRING COMMENT 'Platform of the client.',
    `user` STRING COMMENT 'Any stable id of the person. Never stored.',
    `step` STRING COMMENT 'How far the sign-up got.',
    `weight` BIGINT COMMENT 'How many events this one stands for, if the feed is sampled by user; 1 if not given.',
    `time` AS TO_TIMESTAMP_LTZ(`event_time`, 3),
    WATERMARK FOR `time` AS `time` - INTERVAL '5' SECOND
) WITH (
    'connector' = 'kafka',
    'topic' = 'events.signup',
    'properties.bootstrap.servers' = 'localhost:9092',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    'json.ignore-parse-errors' = 'true'
);
