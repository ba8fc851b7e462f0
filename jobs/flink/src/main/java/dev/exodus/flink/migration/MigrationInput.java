package dev.exodus.flink.migration;

import dev.exodus.core.migration.PeoplePart;
import dev.exodus.schemas.facts.Fact;

/**
 * What bears on migration: a fact, some people who were seen, or how far people are known.
 *
 * @param fact null unless it is one
 * @param people null unless it is some
 * @param peopleThrough minute since 1970 through which people are known, if it is neither
 */
public record MigrationInput(Fact fact, PeoplePart people, long peopleThrough) {

    static MigrationInput of(Fact fact) {
        return new MigrationInput(fact, null, 0);
    }

    static MigrationInput of(PeoplePart people) {
        return new MigrationInput(null, people, 0);
    }

    static MigrationInput peopleThrough(long minute) {
        return new MigrationInput(null, null, minute);
    }
}
