-- Rates hold no ids, so these were never known there: see exodus.incident_people.
ALTER TABLE exodus.incident
    DROP COLUMN people_affected,
    DROP COLUMN people_lower,
    DROP COLUMN people_upper;

CREATE TABLE exodus.incident_people (
    incident_id          text NOT NULL,
    country              text NOT NULL,
    service              text NOT NULL,
    people_affected      bigint,
    people_lower         bigint,
    people_upper         bigint,
    computed_through     timestamptz NOT NULL,
    suppressed_cells     boolean NOT NULL,
    settled              boolean NOT NULL,
    method_version       text NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (incident_id, country)
);
ALTER TABLE exodus.incident_people OWNER TO exodus_owner;
COMMENT ON TABLE exodus.incident_people IS 'How many people an outage or degradation affected: who failed to connect while it lasted.';
COMMENT ON COLUMN exodus.incident_people.incident_id IS 'the incident';
COMMENT ON COLUMN exodus.incident_people.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.incident_people.service IS 'the service that failed';
COMMENT ON COLUMN exodus.incident_people.people_affected IS 'people with a failed attempt, to the nearest 5; null if withheld';
COMMENT ON COLUMN exodus.incident_people.people_lower IS 'lower bound, two standard deviations';
COMMENT ON COLUMN exodus.incident_people.people_upper IS 'upper bound, likewise';
COMMENT ON COLUMN exodus.incident_people.computed_through IS 'event time up to which people were counted';
COMMENT ON COLUMN exodus.incident_people.suppressed_cells IS 'true if figures were withheld because fewer than k people are behind them';
COMMENT ON COLUMN exodus.incident_people.settled IS 'true when it can no longer change';
COMMENT ON COLUMN exodus.incident_people.method_version IS 'version of the method';
COMMENT ON COLUMN exodus.incident_people.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.incident_people.revision IS 'grows with the content and is a function of it: the incident''s, then computed_through';
