-- Before, the sum of all codes was held against 0 too, so events that were lost after their codes
-- were asked for let it grow for good. Now the least of the day alone is nothing under way, before
-- the day's first minute and at the end of each.
CREATE OR REPLACE VIEW exodus.sms_backlog_1m AS
WITH balance AS (
    SELECT service, time, requested, delivered + failed AS gone,
        sum(requested - delivered - failed) OVER (PARTITION BY service ORDER BY time) AS codes
    FROM exodus.sms_1m
    WHERE country = '*' AND platform = '*'
), backlog AS (
    SELECT service, time, requested, gone, codes - min(least(codes, codes - requested + gone)) OVER (
            PARTITION BY service ORDER BY time
            RANGE BETWEEN '1 day' PRECEDING AND CURRENT ROW) AS under_way
    FROM balance
)
SELECT service, time, requested, gone, under_way::bigint AS under_way,
    -- L / lambda; within a minute the number under way is taken as a straight line.
    (60 * sum(under_way - (requested - gone) / 2.0) OVER ten / nullif(sum(gone) OVER ten, 0))
        ::double precision AS wait_s
FROM backlog
WINDOW ten AS (
    PARTITION BY service ORDER BY time RANGE BETWEEN '9 minutes' PRECEDING AND CURRENT ROW);
