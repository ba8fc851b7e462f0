package dev.exodus.core.migration;

/**
 * Where {@link Migrations} keeps what is too much for {@link MigrationState}.
 *
 * @param days minutes of registrations
 * @param people people of past hours
 * @param codes what became of the codes of past hours
 * @param rows settled rows of which more becomes known
 */
public record MigrationStores(
        MinuteStore days, PeopleStore people, CodeStore codes, SettledRows rows) {}
