-- S = U c0 - V, as docs/methods/sms-funnel.md has it. A function and not a view: calm minutes and
-- people are those of a range that the reader chooses.
CREATE FUNCTION exodus.sms_suppressed(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (service text, country text, people bigint, verified bigint, calm_people bigint,
    calm_conversion double precision, registrations double precision, lo95 double precision,
    hi95 double precision)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH asked AS (
    SELECT f.service, f.country, f.time, f.requested, f.verified, f.unique_requesters, f.retries,
        f.delivered, f.deliver_p95_ms
    FROM exodus.sms_funnel_1m AS f
    WHERE f.carrier = '*' AND f.settled
        AND f.time >= from_time - interval '1 day' AND f.time < to_time
), minute AS (
    SELECT a.service, a.time,
        bool_or(a.requested - a.delivered > greatest(5, 0.2 * a.requested)
            OR coalesce(a.deliver_p95_ms, 0) > 60000) OVER near AS congested,
        a.time >= min(a.time) OVER whole + interval '5 minutes'
            AND a.time <= max(a.time) OVER whole - interval '5 minutes' AS known
    FROM asked AS a
    WHERE a.country = '*'
    WINDOW whole AS (PARTITION BY a.service),
        near AS (PARTITION BY a.service ORDER BY a.time
            RANGE BETWEEN '5 minutes' PRECEDING AND '5 minutes' FOLLOWING)
), again AS (
    -- Who asks again does so about a minute later.
    SELECT a.*, coalesce(sum(a.retries) OVER (PARTITION BY a.service, a.country ORDER BY a.time
            RANGE BETWEEN '1 minute' FOLLOWING AND '1 minute' FOLLOWING), 0) AS later
    FROM asked AS a
), segment AS (
    SELECT a.service, a.country,
        coalesce(sum(a.unique_requesters) FILTER (WHERE m.congested AND a.time >= from_time), 0)
            ::double precision AS u,
        coalesce(sum(a.verified) FILTER (WHERE m.congested AND a.time >= from_time), 0)
            ::double precision AS v,
        coalesce(sum(a.unique_requesters) FILTER (WHERE m.known AND NOT m.congested), 0)::double precision AS n0,
        coalesce(sum(a.verified) FILTER (WHERE m.known AND NOT m.congested)
            * (sum(a.unique_requesters) FILTER (WHERE m.known AND NOT m.congested) + sum(a.later) FILTER (WHERE m.known AND NOT m.congested))
            / nullif(sum(a.requested) FILTER (WHERE m.known AND NOT m.congested), 0), 0)::double precision AS v0
    FROM again AS a JOIN minute AS m USING (service, time)
    GROUP BY a.service, a.country
), prior AS (
    -- Jeffreys' prior.
    SELECT s.*, s.v0 + 0.5 AS a0, greatest(0, s.n0 - s.v0) + 0.5 AS b0 FROM segment AS s
), predictive AS (
    -- The Beta distribution of mean and variance of the beta-binomial.
    SELECT p.*, p.a0 / (p.a0 + p.b0) AS c0,
        (p.a0 + p.b0 + 1) * p.u / (p.a0 + p.b0 + p.u) - 1 AS size
    FROM prior AS p
), shape AS (
    SELECT p.*, p.c0 * p.size AS a, (1 - p.c0) * p.size AS b FROM predictive AS p
), bounds AS (
    SELECT s.*,
        -- Quantiles: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.22, which asks
        -- for a, b > 1. Where one is less, that of 1, which is farther out; where both are, nothing
        -- is known.
        CASE WHEN s.a > 1 AND s.b > 1 THEN q.lo WHEN s.a > 1 THEN 0.025 ^ (1 / s.a) ELSE 0 END
            AS lo,
        CASE WHEN s.a > 1 AND s.b > 1 THEN q.hi WHEN s.b > 1 THEN 1 - 0.025 ^ (1 / s.b) ELSE 1 END
            AS hi
    FROM shape AS s
    LEFT JOIN LATERAL (
        SELECT max(x) FILTER (WHERE y > 0) AS lo, max(x) FILTER (WHERE y < 0) AS hi
        FROM (VALUES (1.959963985), (-1.959963985)) AS z (y)
        CROSS JOIN LATERAL (
            SELECT 1 / (2 * s.a - 1) AS ra, 1 / (2 * s.b - 1) AS rb, (y * y - 3) / 6 AS l) AS r
        CROSS JOIN LATERAL (SELECT 2 / (ra + rb) AS h) AS h
        CROSS JOIN LATERAL (SELECT s.a / (s.a + s.b * exp(2 * (y * sqrt(h + l) / h
            - (rb - ra) * (l + 5 / 6.0 - 2 / (3 * h))))) AS x) AS x
        WHERE s.a > 1 AND s.b > 1
    ) AS q ON true
)
SELECT b.service, b.country, b.u::bigint, b.v::bigint, b.n0::bigint, b.c0,
    b.u * b.c0 - b.v, b.u * b.lo - b.v, b.u * b.hi - b.v
FROM bounds AS b
$$;
ALTER FUNCTION exodus.sms_suppressed(timestamptz, timestamptz) OWNER TO exodus_owner;
REVOKE ALL ON FUNCTION exodus.sms_suppressed(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exodus.sms_suppressed(timestamptz, timestamptz) TO exodus_writer, grafana_ro;
COMMENT ON FUNCTION exodus.sms_suppressed(timestamptz, timestamptz) IS
    'Registrations that codes which were stuck have cost in a range, per service and country (* for all), with a 95 % interval: people who asked while they were stuck, times the conversion of calm minutes (of the range and the day before), less those who verified. Settled minutes only.';
