package dev.exodus.schemas.facts;

/**
 * A row of a result table: a natural key, values, and a revision that is a function of the content.
 *
 * <p>Of two facts with one key the one with the greater ({@link #generation()}, {@link
 * #revision()}) is the newer. Applying a fact twice, or an older one after a newer one, changes
 * nothing.
 *
 * <p>Every fact is a record whose components are, in this order, the key, the values, {@code
 * generation} and {@code revision}; {@link FactType} derives columns, JSON, Avro and SQL from them.
 */
public sealed interface Fact
        permits RegistrationSecond,
                RegistrationCountrySecond,
                RegistrationMinute,
                RegistrationDay,
                SmsSecond,
                SmsCountrySecond,
                SmsMinute,
                ConnectionSecond,
                ConnectionCountrySecond,
                ConnectionMinute,
                FeedMinute,
                DeadLetterMinute,
                Tick,
                Expectation,
                ServiceState,
                Incident,
                IncidentSegment,
                DowntimePattern,
                SmsFunnel,
                Migration,
                MigrationMinute,
                IncidentPeople,
                Mark {

    /** Marks a deliberate reprocessing; stands before the revision. From 1. */
    int generation();

    /** Grows with the content and is a function of it. Not negative. */
    long revision();

    /** The Kafka record key: facts with one key stay in one order. */
    String partitionKey();

    /** The table this fact belongs to. */
    default FactType type() {
        return FactType.of(getClass());
    }
}
