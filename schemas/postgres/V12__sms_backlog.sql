-- Codes under way are those asked for less those that arrived or failed. Events that were lost would
-- make that drift, so the least of the day before is taken as nothing under way.
CREATE VIEW exodus.sms_backlog_1m AS
WITH balance AS (
    SELECT service, time, requested, delivered + failed AS gone,
        sum(requested - delivered - failed) OVER (PARTITION BY service ORDER BY time) AS codes
    FROM exodus.sms_1m
    WHERE country = '*' AND platform = '*'
), backlog AS (
    SELECT service, time, requested, gone, codes - least(0, min(codes) OVER (
            PARTITION BY service ORDER BY time
            RANGE BETWEEN '1 day' PRECEDING AND CURRENT ROW)) AS under_way
    FROM balance
)
SELECT service, time, requested, gone, under_way::bigint AS under_way,
    -- L / lambda; within a minute the number under way is taken as a straight line.
    (60 * sum(under_way - (requested - gone) / 2.0) OVER ten / nullif(sum(gone) OVER ten, 0))
        ::double precision AS wait_s
FROM backlog
WINDOW ten AS (
    PARTITION BY service ORDER BY time RANGE BETWEEN '9 minutes' PRECEDING AND CURRENT ROW);
ALTER VIEW exodus.sms_backlog_1m OWNER TO exodus_owner;
COMMENT ON VIEW exodus.sms_backlog_1m IS 'Codes on their way to a phone, per service and minute, and how long they wait by Little''s law.';
COMMENT ON COLUMN exodus.sms_backlog_1m.service IS 'messaging service';
COMMENT ON COLUMN exodus.sms_backlog_1m.time IS 'start of the minute, UTC';
COMMENT ON COLUMN exodus.sms_backlog_1m.requested IS 'codes asked for in it';
COMMENT ON COLUMN exodus.sms_backlog_1m.gone IS 'codes that arrived or failed in it';
COMMENT ON COLUMN exodus.sms_backlog_1m.under_way IS 'codes that had done neither at its end';
COMMENT ON COLUMN exodus.sms_backlog_1m.wait_s IS 'mean wait of codes asked for in this and the nine minutes before, seconds: mean number under way by the rate at which they leave';
