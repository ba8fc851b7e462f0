CREATE TABLE exodus.registrations_1s (
    service              text NOT NULL,
    time                 timestamptz NOT NULL,
    requested            bigint NOT NULL,
    registrations        bigint NOT NULL,
    complete             boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.registrations_1s (time);
COMMENT ON TABLE exodus.registrations_1s IS 'Sign-ups of a service in one second.';
COMMENT ON COLUMN exodus.registrations_1s.service IS 'messaging service';
COMMENT ON COLUMN exodus.registrations_1s.time IS 'start of the second, UTC';
COMMENT ON COLUMN exodus.registrations_1s.requested IS 'sign-ups started, weighted';
COMMENT ON COLUMN exodus.registrations_1s.registrations IS 'sign-ups completed, weighted';
COMMENT ON COLUMN exodus.registrations_1s.complete IS 'false if the feed was not covered throughout, so that the counts may be too low';
COMMENT ON COLUMN exodus.registrations_1s.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.registrations_1s.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.registrations_1m (
    service              text NOT NULL,
    country              text NOT NULL,
    platform             text NOT NULL,
    time                 timestamptz NOT NULL,
    requested            bigint NOT NULL,
    registrations        bigint NOT NULL,
    peak_registrations   bigint NOT NULL,
    peak_time            timestamptz,
    covered_seconds      integer NOT NULL,
    complete             boolean NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, platform, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.registrations_1m (time);
COMMENT ON TABLE exodus.registrations_1m IS 'Sign-ups of a service in one minute, per country or per platform.';
COMMENT ON COLUMN exodus.registrations_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.registrations_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.registrations_1m.platform IS 'platform, or * for all';
COMMENT ON COLUMN exodus.registrations_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.registrations_1m.requested IS 'sign-ups started, weighted';
COMMENT ON COLUMN exodus.registrations_1m.registrations IS 'sign-ups completed, weighted';
COMMENT ON COLUMN exodus.registrations_1m.peak_registrations IS 'most registrations in one second of the minute';
COMMENT ON COLUMN exodus.registrations_1m.peak_time IS 'the earliest second with that many; null if there were none or on rows of one platform';
COMMENT ON COLUMN exodus.registrations_1m.covered_seconds IS 'seconds of the minute, 0 to 60, in which the feed was covered';
COMMENT ON COLUMN exodus.registrations_1m.complete IS 'false if the feed was not covered throughout, so that the counts may be too low';
COMMENT ON COLUMN exodus.registrations_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.registrations_1m.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.registrations_1d (
    service              text NOT NULL,
    country              text NOT NULL,
    day                  date NOT NULL,
    zone                 text NOT NULL,
    requested            bigint NOT NULL,
    registrations        bigint NOT NULL,
    peak_registrations   bigint NOT NULL,
    peak_time            timestamptz,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, day, zone)
);
COMMENT ON TABLE exodus.registrations_1d IS 'Sign-ups of a service in one day of a time zone, per country.';
COMMENT ON COLUMN exodus.registrations_1d.service IS 'messaging service';
COMMENT ON COLUMN exodus.registrations_1d.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.registrations_1d.day IS 'the day, in its zone';
COMMENT ON COLUMN exodus.registrations_1d.zone IS 'IANA time zone in which the day is counted';
COMMENT ON COLUMN exodus.registrations_1d.requested IS 'sign-ups started, weighted';
COMMENT ON COLUMN exodus.registrations_1d.registrations IS 'sign-ups completed, weighted';
COMMENT ON COLUMN exodus.registrations_1d.peak_registrations IS 'most registrations in one second of the day';
COMMENT ON COLUMN exodus.registrations_1d.peak_time IS 'the earliest second with that many; null if there were none';
COMMENT ON COLUMN exodus.registrations_1d.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.registrations_1d.revision IS 'grows with the content and is a function of it';
