package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What every store can hold: a fact beyond it would stop the job that stores it. */
final class Storable {
    /**
     * PostgreSQL's index entries must be shorter than a third of a page, with four texts:
     * characters.
     */
    private static final int LONGEST_KEY_TEXT = 128;

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    private Storable() {}

    /**
     * @throws IllegalArgumentException if a store could not hold the fact
     */
    static void require(Fact fact) {
        FactType type = fact.type();
        Object[] values = type.values(fact);
        for (int i = 0; i < values.length; i++) {
            if (!isStorable(values[i], i < type.keyColumns())) {
                throw new IllegalArgumentException(
                        "no store can hold this %s of %s"
                                .formatted(type.columns().get(i).name(), type.table()));
            }
        }
    }

    private static boolean isStorable(Object value, boolean key) {
        if (value instanceof String text) {
            return isWellFormed(text) && (!key || text.length() <= LONGEST_KEY_TEXT);
        } else if (value instanceof Instant time) {
            return isFourDigits(time.atOffset(ZoneOffset.UTC).getYear());
        } else if (value instanceof LocalDate day) {
            return isFourDigits(day.getYear());
        }
        return true;
    }

    /**
     * PostgreSQL's text has no NUL; and of a lone surrogate UTF-8 makes a question mark, so that
     * two keys would become one.
     */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || isSurrogate(c));
    }

    /** Code points of well-formed text are whole characters, never surrogates. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static boolean isFourDigits(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }
}
