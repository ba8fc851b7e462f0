package dev.exodus.core.incidents;

import static dev.exodus.core.incidents.Series.ALL;

import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.ConnectionSecond;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.schemas.facts.SmsMinute;
import java.time.Instant;
import java.util.List;

/**
 * What a row of the rates says of one series.
 *
 * @param series the series
 * @param time start of the bucket, seconds since the epoch
 * @param generation generation of the row
 * @param revision revision of the row
 * @param sample what was seen
 */
record Row(Series series, long time, int generation, long revision, Sample sample) {
    private static final int MINUTE = 60;

    /** The series that a fact speaks of; none if it is no row that is watched. */
    static List<Row> of(Fact fact) {
        if (fact instanceof ConnectionSecond row) {
            Series series = Series.whole(Signal.CONNECTIONS_OK, 1);
            return List.of(row(fact, series, row.time(), row.ok(), row.attempts(), row.complete()));
        } else if (fact instanceof RegistrationSecond row) {
            Series series = Series.whole(Signal.REGISTRATIONS, 1);
            long n = row.registrations();
            return List.of(row(fact, series, row.time(), n, row.requested(), row.complete()));
        } else if (fact instanceof ConnectionMinute row) {
            return connections(row);
        } else if (fact instanceof RegistrationMinute row) {
            Series series = new Series(Signal.REGISTRATIONS, row.country(), row.platform(), MINUTE);
            long n = row.registrations();
            return List.of(row(fact, series, row.time(), n, row.requested(), row.complete()));
        } else if (fact instanceof SmsMinute row && isWhole(row.country(), row.platform())) {
            return sms(row);
        }
        return List.of();
    }

    private static List<Row> connections(ConnectionMinute fact) {
        Series counts = new Series(Signal.CONNECTIONS_OK, fact.country(), fact.platform(), MINUTE);
        Row ok = row(fact, counts, fact.time(), fact.ok(), fact.attempts(), fact.complete());
        if (!isWhole(fact.country(), fact.platform())) {
            return List.of(ok);
        }
        Series success = Series.whole(Signal.CONNECTION_SUCCESS, MINUTE);
        return List.of(ok, new Row(success, ok.time, ok.generation, ok.revision, ok.sample));
    }

    private static List<Row> sms(SmsMinute fact) {
        Series cleared = Series.whole(Signal.SMS_CLEARED, MINUTE);
        Series delivered = Series.whole(Signal.SMS_DELIVERED, MINUTE);
        Series success = Series.whole(Signal.SMS_SUCCESS, MINUTE);
        // What fails beyond what was sent in vain was turned away.
        long away = fact.failed() - Math.max(0, fact.sent() - fact.delivered());
        long left = fact.sent() + Math.max(0, away);
        long ended = fact.verified() + fact.failed();
        Instant time = fact.time();
        return List.of(
                row(fact, cleared, time, left, fact.requested(), fact.complete()),
                row(fact, delivered, time, fact.delivered(), fact.sent(), fact.complete()),
                row(fact, success, time, fact.verified(), ended, fact.complete()));
    }

    private static boolean isWhole(String country, String platform) {
        return country.equals(ALL) && platform.equals(ALL);
    }

    private static Row row(
            Fact fact, Series series, Instant time, long part, long whole, boolean complete) {
        return new Row(
                series,
                time.getEpochSecond(),
                fact.generation(),
                fact.revision(),
                Sample.of(series.signal(), part, whole, complete, fact.revision()));
    }
}
