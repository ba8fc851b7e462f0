CREATE TABLE exodus.expectation_1m (
    service              text NOT NULL,
    country              text NOT NULL,
    platform             text NOT NULL,
    signal               text NOT NULL,
    time                 timestamptz NOT NULL,
    observed             double precision,
    expected             double precision,
    lower                double precision,
    upper                double precision,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, platform, signal, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.expectation_1m (time);
COMMENT ON TABLE exodus.expectation_1m IS 'Observed and expected value of a signal in one minute.';
COMMENT ON COLUMN exodus.expectation_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.expectation_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.expectation_1m.platform IS 'platform, or * for all';
COMMENT ON COLUMN exodus.expectation_1m.signal IS 'registrations, sms_verified, connections_ok ..';
COMMENT ON COLUMN exodus.expectation_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.expectation_1m.observed IS 'what was seen; null if not covered';
COMMENT ON COLUMN exodus.expectation_1m.expected IS 'what was expected; null while learning';
COMMENT ON COLUMN exodus.expectation_1m.lower IS 'lower end of the band';
COMMENT ON COLUMN exodus.expectation_1m.upper IS 'upper end of the band';
COMMENT ON COLUMN exodus.expectation_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.expectation_1m.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.service_state_1m (
    service              text NOT NULL,
    country              text NOT NULL,
    time                 timestamptz NOT NULL,
    state                text NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, country, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.service_state_1m (time);
COMMENT ON TABLE exodus.service_state_1m IS 'State of a service in one minute; the grid is complete.';
COMMENT ON COLUMN exodus.service_state_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.service_state_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.service_state_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.service_state_1m.state IS 'up, degraded, down or unknown';
COMMENT ON COLUMN exodus.service_state_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.service_state_1m.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.incident (
    incident_id          text NOT NULL,
    service              text NOT NULL,
    kind                 text NOT NULL,
    direction            text NOT NULL,
    severity             text NOT NULL,
    started_at           timestamptz NOT NULL,
    detected_at          timestamptz NOT NULL,
    ended_at             timestamptz,
    observed             double precision NOT NULL,
    expected             double precision NOT NULL,
    ratio                double precision NOT NULL,
    p_value              double precision NOT NULL,
    lost_events          double precision NOT NULL,
    people_affected      bigint,
    people_lower         bigint,
    people_upper         bigint,
    detectors            text NOT NULL,
    parts                text NOT NULL,
    merged_into          text,
    cause                text,
    feed_suspect         boolean NOT NULL,
    settled              boolean NOT NULL,
    created_at           timestamptz NOT NULL,
    method_version       text NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (incident_id)
);
COMMENT ON TABLE exodus.incident IS 'An incident of a service with everything known about it.';
COMMENT ON COLUMN exodus.incident.incident_id IS 'stable id';
COMMENT ON COLUMN exodus.incident.service IS 'messaging service';
COMMENT ON COLUMN exodus.incident.kind IS 'outage, degradation, registration_drop, registration_surge or sms_overload';
COMMENT ON COLUMN exodus.incident.direction IS 'down or up';
COMMENT ON COLUMN exodus.incident.severity IS 'minor, major or critical';
COMMENT ON COLUMN exodus.incident.started_at IS 'start, back-dated';
COMMENT ON COLUMN exodus.incident.detected_at IS 'event time at which it was first known';
COMMENT ON COLUMN exodus.incident.ended_at IS 'end; null while open';
COMMENT ON COLUMN exodus.incident.observed IS 'events seen within it';
COMMENT ON COLUMN exodus.incident.expected IS 'events expected within it';
COMMENT ON COLUMN exodus.incident.ratio IS 'observed over expected';
COMMENT ON COLUMN exodus.incident.p_value IS 'probability of the opening bucket without an incident';
COMMENT ON COLUMN exodus.incident.lost_events IS 'expected minus observed, negative for a surge';
COMMENT ON COLUMN exodus.incident.people_affected IS 'distinct people with a failed attempt; null if not available';
COMMENT ON COLUMN exodus.incident.people_lower IS 'lower bound of people_affected';
COMMENT ON COLUMN exodus.incident.people_upper IS 'upper bound of people_affected';
COMMENT ON COLUMN exodus.incident.detectors IS 'tests that fired, comma separated';
COMMENT ON COLUMN exodus.incident.parts IS 'JSON array of the parts, each with start and end';
COMMENT ON COLUMN exodus.incident.merged_into IS 'id of the incident that took this one over';
COMMENT ON COLUMN exodus.incident.cause IS 'stated cause';
COMMENT ON COLUMN exodus.incident.feed_suspect IS 'true if fewer connections were seen but no more attempts failed: the feed may be to blame';
COMMENT ON COLUMN exodus.incident.settled IS 'true when it can no longer change';
COMMENT ON COLUMN exodus.incident.created_at IS 'event time of the first version';
COMMENT ON COLUMN exodus.incident.method_version IS 'version of the detector';
COMMENT ON COLUMN exodus.incident.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.incident.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.incident_segment (
    incident_id          text NOT NULL,
    dimension            text NOT NULL,
    segment              text NOT NULL,
    service              text NOT NULL,
    observed             double precision NOT NULL,
    expected             double precision NOT NULL,
    explained            double precision NOT NULL,
    rank                 integer NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (incident_id, dimension, segment)
);
COMMENT ON TABLE exodus.incident_segment IS 'How much of an incident one segment explains.';
COMMENT ON COLUMN exodus.incident_segment.incident_id IS 'the incident';
COMMENT ON COLUMN exodus.incident_segment.dimension IS 'region, country or platform';
COMMENT ON COLUMN exodus.incident_segment.segment IS 'value of the dimension';
COMMENT ON COLUMN exodus.incident_segment.service IS 'messaging service';
COMMENT ON COLUMN exodus.incident_segment.observed IS 'events seen in the segment';
COMMENT ON COLUMN exodus.incident_segment.expected IS 'events expected in the segment';
COMMENT ON COLUMN exodus.incident_segment.explained IS 'share of the whole deviation that this segment explains';
COMMENT ON COLUMN exodus.incident_segment.rank IS '1 for the segment that explains most';
COMMENT ON COLUMN exodus.incident_segment.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.incident_segment.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.downtime_pattern (
    service              text NOT NULL,
    direction            text NOT NULL,
    pattern_id           text NOT NULL,
    hour_of_week         integer NOT NULL,
    zone                 text NOT NULL,
    starts               integer NOT NULL,
    weeks                integer NOT NULL,
    p_value              double precision NOT NULL,
    typical_start        text NOT NULL,
    typical_end          text NOT NULL,
    description          text NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (service, direction, pattern_id)
);
COMMENT ON TABLE exodus.downtime_pattern IS 'A downtime that recurs at the same hours of the week.';
COMMENT ON COLUMN exodus.downtime_pattern.service IS 'messaging service';
COMMENT ON COLUMN exodus.downtime_pattern.direction IS 'down or up';
COMMENT ON COLUMN exodus.downtime_pattern.pattern_id IS 'stable id';
COMMENT ON COLUMN exodus.downtime_pattern.hour_of_week IS '0 (Monday 00:00) to 167, in the zone';
COMMENT ON COLUMN exodus.downtime_pattern.zone IS 'IANA time zone';
COMMENT ON COLUMN exodus.downtime_pattern.starts IS 'episodes that began in that hour';
COMMENT ON COLUMN exodus.downtime_pattern.weeks IS 'weeks observed';
COMMENT ON COLUMN exodus.downtime_pattern.p_value IS 'Poisson test against uniform starts';
COMMENT ON COLUMN exodus.downtime_pattern.typical_start IS 'HH:MM';
COMMENT ON COLUMN exodus.downtime_pattern.typical_end IS 'HH:MM';
COMMENT ON COLUMN exodus.downtime_pattern.description IS 'one sentence';
COMMENT ON COLUMN exodus.downtime_pattern.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.downtime_pattern.revision IS 'grows with the content and is a function of it';
