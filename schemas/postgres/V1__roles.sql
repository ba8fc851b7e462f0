-- Roles belong to the whole server, so they may exist already. Their passwords come from the
-- one who migrates.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'exodus_owner') THEN
        CREATE ROLE exodus_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'exodus_writer') THEN
        CREATE ROLE exodus_writer LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'grafana_ro') THEN
        CREATE ROLE grafana_ro LOGIN;
    END IF;
END
$$;
ALTER ROLE exodus_owner PASSWORD '${owner_password}';
ALTER ROLE exodus_writer PASSWORD '${writer_password}' CONNECTION LIMIT 20;
ALTER ROLE grafana_ro PASSWORD '${grafana_password}' CONNECTION LIMIT 20;
ALTER ROLE grafana_ro SET default_transaction_read_only = on;
ALTER ROLE grafana_ro SET statement_timeout = '30s';

COMMENT ON SCHEMA exodus IS 'Registration rates, outages and migration of messaging services.';
REVOKE ALL ON SCHEMA exodus FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA exodus TO exodus_owner;
GRANT USAGE ON SCHEMA exodus TO exodus_writer, grafana_ro;

-- What is created from here on, and the partitions that are made on demand.
ALTER DEFAULT PRIVILEGES IN SCHEMA exodus GRANT SELECT, INSERT, UPDATE ON TABLES TO exodus_writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA exodus GRANT SELECT ON TABLES TO grafana_ro;
