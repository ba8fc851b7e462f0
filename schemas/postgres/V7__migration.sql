CREATE TABLE exodus.migration (
    incident_id          text NOT NULL,
    destination          text NOT NULL,
    country              text NOT NULL,
    source               text NOT NULL,
    computed_through     timestamptz NOT NULL,
    observed             double precision NOT NULL,
    baseline             double precision NOT NULL,
    news                 double precision NOT NULL,
    excess               double precision NOT NULL,
    excess_lo95          double precision,
    excess_hi95          double precision,
    placebos             integer NOT NULL,
    outage_share         double precision,
    news_share           double precision,
    base_share           double precision,
    unassigned_share     double precision,
    lag_seconds          bigint,
    lag_lo95_seconds     bigint,
    lag_hi95_seconds     bigint,
    migrated             bigint,
    migrated_lo95        bigint,
    migrated_hi95        bigint,
    lift                 double precision,
    retained_day1        double precision,
    retained_day7        double precision,
    retained_day28       double precision,
    returned_day7        double precision,
    multihoming_day7     double precision,
    due_at               timestamptz,
    requested            bigint,
    verified             bigint,
    suppressed           double precision,
    worst_backlog        bigint,
    wait_p95_ms          bigint,
    suppressed_cells     boolean NOT NULL,
    settled              boolean NOT NULL,
    method_version       text NOT NULL,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (incident_id, destination, country)
);
COMMENT ON TABLE exodus.migration IS 'How many people moved because of an incident, and how sure that is.';
COMMENT ON COLUMN exodus.migration.incident_id IS 'the incident of the service that people left';
COMMENT ON COLUMN exodus.migration.destination IS 'the service that they went to';
COMMENT ON COLUMN exodus.migration.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.migration.source IS 'the service that people left';
COMMENT ON COLUMN exodus.migration.computed_through IS 'event time up to which data was used';
COMMENT ON COLUMN exodus.migration.observed IS 'registrations at the destination within the window';
COMMENT ON COLUMN exodus.migration.baseline IS 'registrations expected without outage and news';
COMMENT ON COLUMN exodus.migration.news IS 'registrations because of the news';
COMMENT ON COLUMN exodus.migration.excess IS 'registrations because of the outage';
COMMENT ON COLUMN exodus.migration.excess_lo95 IS 'lower end of the 95 % interval';
COMMENT ON COLUMN exodus.migration.excess_hi95 IS 'upper end of the 95 % interval';
COMMENT ON COLUMN exodus.migration.placebos IS 'past starts that the interval rests on';
COMMENT ON COLUMN exodus.migration.outage_share IS 'share of the outage';
COMMENT ON COLUMN exodus.migration.news_share IS 'share of the news';
COMMENT ON COLUMN exodus.migration.base_share IS 'share of the baseline';
COMMENT ON COLUMN exodus.migration.unassigned_share IS 'share that cannot be told apart';
COMMENT ON COLUMN exodus.migration.lag_seconds IS 'delay of the surge behind the outage';
COMMENT ON COLUMN exodus.migration.lag_lo95_seconds IS 'lower end of its interval';
COMMENT ON COLUMN exodus.migration.lag_hi95_seconds IS 'upper end of its interval';
COMMENT ON COLUMN exodus.migration.migrated IS 'people affected there and new here';
COMMENT ON COLUMN exodus.migration.migrated_lo95 IS 'lower bound';
COMMENT ON COLUMN exodus.migration.migrated_hi95 IS 'upper bound';
COMMENT ON COLUMN exodus.migration.lift IS 'migrated over chance overlap';
COMMENT ON COLUMN exodus.migration.retained_day1 IS 'share of the cohort active on day 1; null until due';
COMMENT ON COLUMN exodus.migration.retained_day7 IS 'share of the cohort active on day 7; null until due';
COMMENT ON COLUMN exodus.migration.retained_day28 IS 'share of the cohort active on day 28; null until due';
COMMENT ON COLUMN exodus.migration.returned_day7 IS 'share of the cohort connected to the source again within 7 days';
COMMENT ON COLUMN exodus.migration.multihoming_day7 IS 'share of the cohort active on both';
COMMENT ON COLUMN exodus.migration.due_at IS 'when the next NULL figure becomes known';
COMMENT ON COLUMN exodus.migration.requested IS 'code requests in the window';
COMMENT ON COLUMN exodus.migration.verified IS 'codes verified in the window';
COMMENT ON COLUMN exodus.migration.suppressed IS 'registrations lost waiting for a code';
COMMENT ON COLUMN exodus.migration.worst_backlog IS 'most codes under way at once';
COMMENT ON COLUMN exodus.migration.wait_p95_ms IS '95th percentile of the wait for a code';
COMMENT ON COLUMN exodus.migration.suppressed_cells IS 'true if figures were withheld because fewer than k people are behind them';
COMMENT ON COLUMN exodus.migration.settled IS 'true when it can no longer change';
COMMENT ON COLUMN exodus.migration.method_version IS 'version of the method';
COMMENT ON COLUMN exodus.migration.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.migration.revision IS 'grows with the content and is a function of it';

CREATE TABLE exodus.migration_1m (
    incident_id          text NOT NULL,
    destination          text NOT NULL,
    country              text NOT NULL,
    time                 timestamptz NOT NULL,
    observed             double precision NOT NULL,
    baseline             double precision NOT NULL,
    news                 double precision NOT NULL,
    excess               double precision NOT NULL,
    cumulative_excess    double precision NOT NULL,
    cumulative_lo95      double precision,
    cumulative_hi95      double precision,
    generation           integer NOT NULL,
    revision             bigint NOT NULL,
    PRIMARY KEY (incident_id, destination, country, time)
) PARTITION BY RANGE (time);
CREATE INDEX ON exodus.migration_1m (time);
COMMENT ON TABLE exodus.migration_1m IS 'The curve behind a migration row.';
COMMENT ON COLUMN exodus.migration_1m.incident_id IS 'the incident';
COMMENT ON COLUMN exodus.migration_1m.destination IS 'the service that people went to';
COMMENT ON COLUMN exodus.migration_1m.country IS 'ISO 3166-1 alpha-2 code, or * for all';
COMMENT ON COLUMN exodus.migration_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.migration_1m.observed IS 'registrations seen';
COMMENT ON COLUMN exodus.migration_1m.baseline IS 'registrations expected';
COMMENT ON COLUMN exodus.migration_1m.news IS 'registrations because of the news';
COMMENT ON COLUMN exodus.migration_1m.excess IS 'registrations because of the outage';
COMMENT ON COLUMN exodus.migration_1m.cumulative_excess IS 'sum of the excess since the start';
COMMENT ON COLUMN exodus.migration_1m.cumulative_lo95 IS 'lower end of its 95 % interval';
COMMENT ON COLUMN exodus.migration_1m.cumulative_hi95 IS 'upper end of its 95 % interval';
COMMENT ON COLUMN exodus.migration_1m.generation IS 'marks a deliberate reprocessing, from 1';
COMMENT ON COLUMN exodus.migration_1m.revision IS 'grows with the content and is a function of it';
