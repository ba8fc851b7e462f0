CREATE TABLE exodus.connections_1s (
    service              text NOT NULL,
    time                 timestamptz NOT NULL,
    attempts             bigint NOT NULL,
    ok                   bigint NOT NULL,
    timeout              bigint NOT NULL,
    refused              bigint NOT NULL,
    reset                bigint NOT NULL,
    server_error         bigint NOT NULL,
    auth_failed          bigint NOT NULL,
    complete             boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.connections_1s (time);
COMMENT ON TABLE exodus.connections_1s IS 'Connection attempts at a service in one second, by outcome.';
COMMENT ON COLUMN exodus.connections_1s.service IS 'messaging service';
COMMENT ON COLUMN exodus.connections_1s.time IS 'start of the second, UTC';
COMMENT ON COLUMN exodus.connections_1s.attempts IS 'all attempts, the sum of the outcomes';
COMMENT ON COLUMN exodus.connections_1s.ok IS 'successes';
COMMENT ON COLUMN exodus.connections_1s.timeout IS 'attempts that timed out';
COMMENT ON COLUMN exodus.connections_1s.refused IS 'attempts refused';
COMMENT ON COLUMN exodus.connections_1s.reset IS 'connections reset';
COMMENT ON COLUMN exodus.connections_1s.server_error IS 'server errors';
COMMENT ON COLUMN exodus.connections_1s.auth_failed IS 'authentication failures';
COMMENT ON COLUMN exodus.connections_1s.complete IS 'false if the feed was not covered throughout, so that the counts may be too low';
COMMENT ON COLUMN exodus.connections_1s.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.connections_1s.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.connections_1m (
    service              text NOT NULL,
    country              text NOT NULL,
    platform             text NOT NULL,
    time                 timestamptz NOT NULL,
    attempts             bigint NOT NULL,
    ok                   bigint NOT NULL,
    timeout              bigint NOT NULL,
    refused              bigint NOT NULL,
    reset                bigint NOT NULL,
    server_error         bigint NOT NULL,
    auth_failed          bigint NOT NULL,
    latency_p50_ms       bigint,
    latency_p95_ms       bigint,
    latency_p99_ms       bigint,
    covered_seconds      integer NOT NULL,
    complete             boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, platform, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.connections_1m (time);
COMMENT ON TABLE exodus.connections_1m IS 'Connection attempts at a service in one minute, per country or per platform.';
COMMENT ON COLUMN exodus.connections_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.connections_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.connections_1m.platform IS 'platform, or * for all';
COMMENT ON COLUMN exodus.connections_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.connections_1m.attempts IS 'all attempts, the sum of the outcomes';
COMMENT ON COLUMN exodus.connections_1m.ok IS 'successes';
COMMENT ON COLUMN exodus.connections_1m.timeout IS 'attempts that timed out';
COMMENT ON COLUMN exodus.connections_1m.refused IS 'attempts refused';
COMMENT ON COLUMN exodus.connections_1m.reset IS 'connections reset';
COMMENT ON COLUMN exodus.connections_1m.server_error IS 'server errors';
COMMENT ON COLUMN exodus.connections_1m.auth_failed IS 'authentication failures';
COMMENT ON COLUMN exodus.connections_1m.latency_p50_ms IS 'median latency of all attempts, milliseconds, within 1 %; null if there were none or on rows of one platform';
COMMENT ON COLUMN exodus.connections_1m.latency_p95_ms IS '95th percentile of the latency, as latency_p50_ms';
COMMENT ON COLUMN exodus.connections_1m.latency_p99_ms IS '99th percentile of the latency, as latency_p50_ms';
COMMENT ON COLUMN exodus.connections_1m.covered_seconds IS 'seconds of the minute, 0 to 60, in which the feed was covered';
COMMENT ON COLUMN exodus.connections_1m.complete IS 'false if the feed was not covered throughout, so that the counts may be too low';
COMMENT ON COLUMN exodus.connections_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.connections_1m.revision IS 'grows with the content and is a function of it';
