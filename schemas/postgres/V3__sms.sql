CREATE TABLE exodus.sms_1s (
    service              text NOT NULL,
    time                 timestamptz NOT NULL,
    requested            bigint NOT NULL,
    sent                 bigint NOT NULL,
    delivered            bigint NOT NULL,
    failed               bigint NOT NULL,
    expired              bigint NOT NULL,
    verified             bigint NOT NULL,
    complete             boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.sms_1s (time);
COMMENT ON TABLE exodus.sms_1s IS 'Verification messages of a service in one second, by the status reached then.';
COMMENT ON COLUMN exodus.sms_1s.service IS 'messaging service';
COMMENT ON COLUMN exodus.sms_1s.time IS 'start of the second, UTC';
COMMENT ON COLUMN exodus.sms_1s.requested IS 'code requests';
COMMENT ON COLUMN exodus.sms_1s.sent IS 'codes sent by the gateway';
COMMENT ON COLUMN exodus.sms_1s.delivered IS 'codes that arrived';
COMMENT ON COLUMN exodus.sms_1s.failed IS 'codes that could not be delivered';
COMMENT ON COLUMN exodus.sms_1s.expired IS 'codes that were not used in time';
COMMENT ON COLUMN exodus.sms_1s.verified IS 'codes that were entered';
COMMENT ON COLUMN exodus.sms_1s.complete IS 'false if the feed was not covered throughout, so that the counts may be too low';
COMMENT ON COLUMN exodus.sms_1s.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.sms_1s.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.sms_1m (
    service              text NOT NULL,
    country              text NOT NULL,
    platform             text NOT NULL,
    time                 timestamptz NOT NULL,
    requested            bigint NOT NULL,
    sent                 bigint NOT NULL,
    delivered            bigint NOT NULL,
    failed               bigint NOT NULL,
    expired              bigint NOT NULL,
    verified             bigint NOT NULL,
    covered_seconds      integer NOT NULL,
    complete             boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, platform, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.sms_1m (time);
COMMENT ON TABLE exodus.sms_1m IS 'Verification messages of a service in one minute, per country or per platform.';
COMMENT ON COLUMN exodus.sms_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.sms_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.sms_1m.platform IS 'platform, or * for all';
COMMENT ON COLUMN exodus.sms_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.sms_1m.requested IS 'code requests';
COMMENT ON COLUMN exodus.sms_1m.sent IS 'codes sent by the gateway';
COMMENT ON COLUMN exodus.sms_1m.delivered IS 'codes that arrived';
COMMENT ON COLUMN exodus.sms_1m.failed IS 'codes that could not be delivered';
COMMENT ON COLUMN exodus.sms_1m.expired IS 'codes that were not used in time';
COMMENT ON COLUMN exodus.sms_1m.verified IS 'codes that were entered';
COMMENT ON COLUMN exodus.sms_1m.covered_seconds IS 'seconds of the minute, 0 to 60, in which the feed was covered';
COMMENT ON COLUMN exodus.sms_1m.complete IS 'false if the feed was not covered throughout, so that the counts may be too low';
COMMENT ON COLUMN exodus.sms_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.sms_1m.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.sms_funnel_1m (
    service              text NOT NULL,
    country              text NOT NULL,
    carrier              text NOT NULL,
    time                 timestamptz NOT NULL,
    requested            bigint NOT NULL,
    sent                 bigint NOT NULL,
    delivered            bigint NOT NULL,
    verified             bigint NOT NULL,
    failed               bigint NOT NULL,
    expired              bigint NOT NULL,
    unique_requesters    bigint NOT NULL,
    retries              bigint NOT NULL,
    deliver_p50_ms       bigint,
    deliver_p95_ms       bigint,
    verify_p50_ms        bigint,
    verify_p95_ms        bigint,
    settled              boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, carrier, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.sms_funnel_1m (time);
COMMENT ON TABLE exodus.sms_funnel_1m IS 'Verification attempts requested in one minute and what became of them.';
COMMENT ON COLUMN exodus.sms_funnel_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.sms_funnel_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.sms_funnel_1m.carrier IS 'mobile network, or * for all';
COMMENT ON COLUMN exodus.sms_funnel_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.sms_funnel_1m.requested IS 'attempts of the cohort that were requested';
COMMENT ON COLUMN exodus.sms_funnel_1m.sent IS 'of these, sent';
COMMENT ON COLUMN exodus.sms_funnel_1m.delivered IS 'of these, delivered';
COMMENT ON COLUMN exodus.sms_funnel_1m.verified IS 'of these, verified';
COMMENT ON COLUMN exodus.sms_funnel_1m.failed IS 'of these, failed';
COMMENT ON COLUMN exodus.sms_funnel_1m.expired IS 'of these, expired';
COMMENT ON COLUMN exodus.sms_funnel_1m.unique_requesters IS 'distinct people';
COMMENT ON COLUMN exodus.sms_funnel_1m.retries IS 'requests that were not the first of their session';
COMMENT ON COLUMN exodus.sms_funnel_1m.deliver_p50_ms IS 'median time from request to delivery';
COMMENT ON COLUMN exodus.sms_funnel_1m.deliver_p95_ms IS '95th percentile of the time to delivery';
COMMENT ON COLUMN exodus.sms_funnel_1m.verify_p50_ms IS 'median time from request to verification';
COMMENT ON COLUMN exodus.sms_funnel_1m.verify_p95_ms IS '95th percentile of the time to verification';
COMMENT ON COLUMN exodus.sms_funnel_1m.settled IS 'true when all sessions of the cohort have ended';
COMMENT ON COLUMN exodus.sms_funnel_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.sms_funnel_1m.revision IS 'grows with the content and is a function of it';
