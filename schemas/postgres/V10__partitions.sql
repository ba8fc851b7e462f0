-- The writer may not create tables: it calls this. One caller at a time makes a partition.
CREATE FUNCTION exodus.ensure_partition(table_name text, at timestamptz) RETURNS text
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS
$$
DECLARE
    unit      text;
    first     timestamp;
    partition text;
BEGIN
    IF table_name IS NULL OR table_name NOT IN (
        'registrations_1s', 'registrations_1m', 'sms_1s', 'sms_1m', 'connections_1s', 
        'connections_1m', 'feed_1m', 'dead_letter_1m', 'expectation_1m', 
        'service_state_1m', 'sms_funnel_1m', 'migration_1m'
    ) THEN
        RAISE EXCEPTION 'no partitioned table of Exodus: %', table_name;
    END IF;
    IF at IS NULL OR NOT isfinite(at) THEN
        RAISE EXCEPTION 'no partition of % can hold the time %', table_name, at;
    END IF;
    unit := CASE WHEN table_name LIKE '%\_1s' THEN 'day' ELSE 'month' END;
    first := date_trunc(unit, at AT TIME ZONE 'UTC');
    partition := table_name || to_char(first, CASE unit WHEN 'day' THEN '_YYYYMMDD' ELSE '_YYYYMM' END);
    IF to_regclass('exodus.' || partition) IS NOT NULL THEN
        RETURN partition;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('exodus.ensure_partition'));
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS exodus.%I PARTITION OF exodus.%I FOR VALUES FROM (%L) TO (%L)',
        partition, table_name, first AT TIME ZONE 'UTC',
        (first + ('1 ' || unit)::interval) AT TIME ZONE 'UTC');
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON exodus.%I TO exodus_writer', partition);
    EXECUTE format('GRANT SELECT ON exodus.%I TO grafana_ro', partition);
    RETURN partition;
END
$$;
COMMENT ON FUNCTION exodus.ensure_partition(text, timestamptz) IS
    'Makes the partition of a table that holds a time, if it is not there, and returns its name.';
REVOKE ALL ON FUNCTION exodus.ensure_partition(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exodus.ensure_partition(text, timestamptz) TO exodus_writer;

-- The history table was made before the default privileges.
GRANT SELECT ON exodus.flyway_schema_history TO exodus_writer, grafana_ro;
REVOKE INSERT, UPDATE ON exodus.country FROM exodus_writer;
