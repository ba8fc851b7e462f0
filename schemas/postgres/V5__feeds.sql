CREATE TABLE exodus.feed_1m (
    feed                 text NOT NULL,
    time                 timestamptz NOT NULL,
    read                 bigint NOT NULL,
    counted              bigint NOT NULL,
    duplicate            bigint NOT NULL,
    late                 bigint NOT NULL,
    rejected             bigint NOT NULL,
    heartbeat            bigint NOT NULL,
    covered_seconds      integer NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (feed, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.feed_1m (time);
COMMENT ON TABLE exodus.feed_1m IS 'The ledger of a feed: where every record of a minute went. Records without a usable event time are booked to the minute of their Kafka timestamp.';
COMMENT ON COLUMN exodus.feed_1m.feed IS 'signup, sms or connection';
COMMENT ON COLUMN exodus.feed_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.feed_1m.read IS 'records read, in events; equals counted + duplicate + late + rejected + heartbeat';
COMMENT ON COLUMN exodus.feed_1m.counted IS 'events counted in the rates';
COMMENT ON COLUMN exodus.feed_1m.duplicate IS 'events dropped because their id was seen before';
COMMENT ON COLUMN exodus.feed_1m.late IS 'events beyond the allowed lateness, kept in dead-letters';
COMMENT ON COLUMN exodus.feed_1m.rejected IS 'records that are no valid event, kept in dead-letters';
COMMENT ON COLUMN exodus.feed_1m.heartbeat IS 'heartbeats';
COMMENT ON COLUMN exodus.feed_1m.covered_seconds IS 'seconds of the minute, 0 to 60, in which the feed was covered';
COMMENT ON COLUMN exodus.feed_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.feed_1m.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.dead_letter_1m (
    feed                 text NOT NULL,
    reason               text NOT NULL,
    time                 timestamptz NOT NULL,
    events               bigint NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (feed, reason, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.dead_letter_1m (time);
COMMENT ON TABLE exodus.dead_letter_1m IS 'Refused records of a feed in one minute, by reason.';
COMMENT ON COLUMN exodus.dead_letter_1m.feed IS 'signup, sms or connection';
COMMENT ON COLUMN exodus.dead_letter_1m.reason IS 'why the record was refused';
COMMENT ON COLUMN exodus.dead_letter_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.dead_letter_1m.events IS 'records refused';
COMMENT ON COLUMN exodus.dead_letter_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.dead_letter_1m.revision IS 'grows with the content and is a function of it';
