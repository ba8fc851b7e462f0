-- 17:00 to 21:00 UTC; whatsapp is down from 18:30 to 20:00, telegram fills up meanwhile.
SELECT exodus.ensure_partition(name, '2014-02-22') FROM unnest(ARRAY['registrations_1s', 'registrations_1m', 'sms_1m', 'connections_1m', 'feed_1m', 'dead_letter_1m', 'expectation_1m', 'service_state_1m', 'sms_funnel_1m', 'migration_1m']) AS name;
INSERT INTO exodus.service VALUES ('telegram'), ('whatsapp'), ('o''neill');
CREATE TEMPORARY TABLE minute AS
    SELECT service, country, at,
        service = 'whatsapp' AND at >= '2014-02-22 18:30Z' AND at < '2014-02-22 20:00Z' AS down,
        CASE WHEN service = 'telegram' AND at >= '2014-02-22 18:30Z' AND at < '2014-02-22 20:00Z' THEN 6000 ELSE 600 END AS n
    FROM unnest(ARRAY['telegram', 'whatsapp', 'o''neill']) AS service, unnest(ARRAY['*', 'DE', 'BR']) AS country,
        generate_series('2014-02-22 17:00Z'::timestamptz, '2014-02-22 20:59Z', interval '1 minute') AS at;
INSERT INTO exodus.registrations_1s
    SELECT service, at + second * interval '1 second', n / 60, CASE WHEN down THEN 0 ELSE n / 60 END, true, 1, n / 60
    FROM minute, generate_series(0, 59) AS second WHERE country = '*';
INSERT INTO exodus.registrations_1m
    SELECT service, country, '*', at, n, CASE WHEN down THEN 0 ELSE n END, CASE WHEN down THEN 0 ELSE n / 60 END, at, 60, true, 1, n FROM minute;
INSERT INTO exodus.registrations_1d
    SELECT service, country, '2014-02-22', 'UTC', sum(n), sum(n) FILTER (WHERE NOT down), max(n) / 60, min(at), 1, 1 FROM minute GROUP BY 1, 2;
INSERT INTO exodus.sms_1m
    SELECT service, country, '*', at, 100, 100, 97, 2, 3, 95, 60, true, 1, 100 FROM minute;
INSERT INTO exodus.connections_1m
    SELECT service, country, '*', at, 1000, CASE WHEN down THEN 50 ELSE 990 END, CASE WHEN down THEN 950 ELSE 10 END, 0, 0, 0, 0, 80, 200, 900, 60, true, 1, 1000 FROM minute;
INSERT INTO exodus.feed_1m
    SELECT feed, at, 108, 100, 4, 2, 1, 1, 60, 1, 216 FROM unnest(ARRAY['signup', 'sms', 'connection']) AS feed, (SELECT DISTINCT at FROM minute) AS minutes;
-- After the end of the story heartbeats go on.
INSERT INTO exodus.feed_1m SELECT feed, '2014-02-22 21:00Z', 60, 0, 0, 0, 0, 60, 60, 1, 60 FROM unnest(ARRAY['signup', 'sms', 'connection']) AS feed;
INSERT INTO exodus.dead_letter_1m SELECT 'sms', 'late', at, 2, 1, 2 FROM (SELECT DISTINCT at FROM minute) AS minutes;
INSERT INTO exodus.service_state_1m SELECT service, country, at, CASE WHEN down THEN 'down' ELSE 'up' END, 1, 1 FROM minute;
INSERT INTO exodus.expectation_1m
    SELECT service, country, '*', 'registrations', at, CASE WHEN down THEN 0 ELSE n END, 600, 500, 700, 1, 1 FROM minute;
INSERT INTO exodus.incident
    VALUES ('w-1', 'whatsapp', 'outage', 'down', 'critical', '2014-02-22 18:30Z', '2014-02-22 18:32Z', '2014-02-22 20:00Z', 4500, 90000, 0.05, 1e-12, 85500, 'poisson', '[{"start":"2014-02-22T18:30:00Z","end":"2014-02-22T20:00:00Z"}]', NULL, NULL, false, true, '2014-02-22 18:32Z', 'test', 1, 1);
INSERT INTO exodus.incident_people
    SELECT 'w-1', country, 'whatsapp', people, people * 9 / 10, people * 11 / 10, '2014-02-22 21:10Z', people IS NULL, true, 'test', 1, 1
    FROM (VALUES ('*', 71500), ('BR', NULL), ('DE', NULL)) AS countries(country, people);
INSERT INTO exodus.incident_segment VALUES ('w-1', 'country', 'BR', 'whatsapp', 2000, 48000, 0.6, 1, 1, 1), ('w-1', 'country', 'DE', 'whatsapp', 2500, 42000, 0.4, 2, 1, 1);
INSERT INTO exodus.downtime_pattern VALUES ('whatsapp', 'down', 'p-1', 138, 'UTC', 4, 5, 0.001, '18:30', '20:00', 'Saturdays around 18:30', 1, 1);
-- While whatsapp is down telegram's gateway sends 1,000 codes a minute of 6,000 that are asked for; 80 of 100 that arrive are used.
INSERT INTO exodus.carrier VALUES ('Vivo'), ('Telekom');
INSERT INTO exodus.sms_funnel_1m
    SELECT service, country, '*', at, n, sent, sent * 9 / 10, sent * 72 / 100, sent / 10, n - sent * 82 / 100, n * 3 / 4, n - n * 3 / 4,
        4000, CASE WHEN n > sent THEN 600000 ELSE 15000 END, 20000, CASE WHEN n > sent THEN 900000 ELSE 60000 END, at < '2014-02-22 20:30Z', 1, n
    FROM (SELECT service, country, at, n, least(n, 1000) AS sent FROM minute) AS codes;
INSERT INTO exodus.sms_funnel_1m
    SELECT service, country, name, time, requested / 2, sent / 2, delivered / 2, verified / 2, failed / 2, expired / 2, unique_requesters / 2, retries / 2, deliver_p50_ms, deliver_p95_ms, verify_p50_ms, verify_p95_ms, settled, 1, revision
    FROM exodus.sms_funnel_1m, unnest(ARRAY['Vivo', 'Telekom']) AS name WHERE country <> '*';
-- Of telegram's registrations half came because of the outage, a fifth because of news.
INSERT INTO exodus.migration
    SELECT 'w-1', 'telegram', country, 'whatsapp', '2014-02-22 21:00Z', people, people * 0.3, people * 0.2, people * 0.5, people * 0.4, people * 0.6, 30, 0.5, 0.2, 0.3, 0,
        480, 300, 720, people / 4, people / 5, people / 3, 12.5, 0.6, 0.45, NULL, 0.3, 0.25, '2014-03-01 20:00Z', people * 2, people, people / 10, 4000, 900000, false, false, 'test', 1, 1
    FROM (VALUES ('*', 540000), ('BR', 300000), ('DE', 240000)) AS countries(country, people);
INSERT INTO exodus.migration_1m
    SELECT 'w-1', 'telegram', country, at, n, 300, 200, n - 500, sum(n - 500) OVER start, sum(n - 500) OVER start * 0.8, sum(n - 500) OVER start * 1.2, 1, 1
    FROM minute WHERE service = 'telegram' AND at >= '2014-02-22 18:30Z' WINDOW start AS (PARTITION BY country ORDER BY at);
INSERT INTO exodus.mark VALUES
    ('m-1', 'news', NULL, NULL, NULL, '2014-02-22 17:30Z', NULL, 'a match begins', NULL, false, 1, 1),
    ('m-2', 'cause', 'whatsapp', NULL, NULL, '2014-02-22 18:30Z', '2014-02-22 20:00Z', 'server trouble', 'press', false, 1, 1),
    ('m-3', 'note', 'telegram', NULL, NULL, '2014-02-22 18:00Z', NULL, 'somebody else', NULL, false, 1, 1),
    ('m-4', 'note', 'whatsapp', NULL, NULL, '2014-02-22 18:00Z', NULL, 'taken back', NULL, true, 1, 2);
ANALYZE;
