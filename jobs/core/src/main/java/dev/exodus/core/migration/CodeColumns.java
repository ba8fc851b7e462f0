package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Migration;

/**
 * What a row says of codes; all null if they are not known.
 *
 * @param requested code requests in the window
 * @param verified of these, verified
 * @param suppressed registrations lost waiting for a code, rounded; null if withheld
 * @param worstBacklog most codes under way at once
 * @param waitP95Ms 95th percentile of the wait for a code; null if none was delivered
 * @param withheld whether a figure was withheld
 */
record CodeColumns(
        Long requested,
        Long verified,
        Double suppressed,
        Long worstBacklog,
        Long waitP95Ms,
        boolean withheld) {
    /** Nothing is known of codes. */
    static final CodeColumns NONE = new CodeColumns(null, null, null, null, null, false);

    /** What a row says already. */
    static CodeColumns of(Migration row) {
        return new CodeColumns(
                row.requested(),
                row.verified(),
                row.suppressed(),
                row.worstBacklog(),
                row.waitP95Ms(),
                row.requested() != null && row.suppressed() == null);
    }
}
