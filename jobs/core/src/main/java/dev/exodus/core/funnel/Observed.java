package dev.exodus.core.funnel;

/** What an observation was to what was known before it. */
public enum Observed {
    /** New, and not older than what was known. */
    IN_ORDER,
    /** New, though something later was known already. */
    OUT_OF_ORDER,
    /** Known: changes nothing. */
    KNOWN,
    /** New, but not kept: so much of one attempt or person is no sane input. */
    REFUSED
}
