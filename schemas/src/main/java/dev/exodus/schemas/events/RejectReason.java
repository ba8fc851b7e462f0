package dev.exodus.schemas.events;

/** Why a record is refused. Each has a counter, a column value and dead letters of its own. */
public enum RejectReason {
    /** No bytes at all. */
    EMPTY,
    /** Not a JSON object: cut off, garbage, an array, a number .. */
    NOT_JSON,
    /** Bytes that are no UTF-8. */
    INVALID_UTF8,
    /** Larger, deeper or longer than any event may be. */
    CONSTRAINT,
    /** The same field twice. */
    DUPLICATE_FIELD,
    /** Something follows the object. */
    TRAILING_DATA,
    /** A {@code schema_version} that this release does not know. */
    UNKNOWN_VERSION,
    /** A required field is not there. */
    MISSING_FIELD,
    /** A field holds another type than the schema says. */
    WRONG_TYPE,
    /** A field holds none of the values that the schema lists. */
    UNKNOWN_VALUE,
    /** A number or text outside its limits. */
    OUT_OF_RANGE,
    /** An event time before the year 2000: most often seconds given for milliseconds. */
    IMPLAUSIBLE,
    /** An event time more than five minutes ahead of the record's own. */
    FUTURE,
    /** Beyond the allowed lateness of its partition. */
    LATE;

    /** As written in dead letters, tables and metrics. */
    public String wireName() {
        return WireNames.of(this);
    }
}
