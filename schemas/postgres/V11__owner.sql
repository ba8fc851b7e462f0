-- All of it belongs to the owner, also what runs with the owner's rights: ensure_partition may do
-- no more than that.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT relname FROM pg_class
        WHERE relnamespace = 'exodus'::regnamespace AND relkind IN ('r', 'p')
            AND NOT relispartition AND relname <> 'flyway_schema_history'
    LOOP
        EXECUTE format('ALTER TABLE exodus.%I OWNER TO exodus_owner', name);
    END LOOP;
END
$$;
ALTER FUNCTION exodus.ensure_partition(text, timestamptz) OWNER TO exodus_owner;
