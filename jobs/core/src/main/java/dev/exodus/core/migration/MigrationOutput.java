package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Fact;

/** Where rows of migration go. */
public interface MigrationOutput {
    /** Takes a row that may be told again with a later revision. */
    void told(Fact row);

    /** Takes a row that can no longer change; it was told before or is told too. */
    void settled(Fact row);
}
