package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Migration;

/** Rows that are settled but for figures of people that fall due later. */
public interface SettledRows {
    /** The row of a question, or null. */
    Migration get(String question);

    /** Keeps a row. */
    void put(String question, Migration row);

    /** Forgets a row. */
    void remove(String question);
}
