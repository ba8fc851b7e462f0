package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Migration;
import java.time.Instant;

/**
 * What a row says of people; null for what is withheld, not known, or not due yet.
 *
 * @param migrated people affected there and new here, rounded
 * @param lift migrated over chance overlap
 * @param retainedDay1 share of the cohort connected on day 1; likewise 7 and 28
 * @param returnedDay7 share of the cohort connected to the source again within 7 days
 * @param multihomingDay7 share of the cohort connected to both within 7 days
 * @param dueAt when the next figure becomes known
 * @param suppressed whether figures were withheld
 */
record PeopleColumns(
        Long migrated,
        Long migratedLo95,
        Long migratedHi95,
        Double lift,
        Double retainedDay1,
        Double retainedDay7,
        Double retainedDay28,
        Double returnedDay7,
        Double multihomingDay7,
        Instant dueAt,
        boolean suppressed) {
    /** Nothing is known of people. */
    static final PeopleColumns NONE =
            new PeopleColumns(null, null, null, null, null, null, null, null, null, null, false);

    /** What a row says already, and these. */
    PeopleColumns with(Migration row) {
        return new PeopleColumns(
                migrated == null ? row.migrated() : migrated,
                migratedLo95 == null ? row.migratedLo95() : migratedLo95,
                migratedHi95 == null ? row.migratedHi95() : migratedHi95,
                lift == null ? row.lift() : lift,
                retainedDay1 == null ? row.retainedDay1() : retainedDay1,
                retainedDay7 == null ? row.retainedDay7() : retainedDay7,
                retainedDay28 == null ? row.retainedDay28() : retainedDay28,
                returnedDay7 == null ? row.returnedDay7() : returnedDay7,
                multihomingDay7 == null ? row.multihomingDay7() : multihomingDay7,
                dueAt,
                suppressed || row.suppressedCells());
    }
}
