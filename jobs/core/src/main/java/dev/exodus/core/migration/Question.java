package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Incident;

/**
 * How many came to a destination because of an incident elsewhere.
 *
 * @param country ISO 3166-1 alpha-2 code, or * for all
 * @param study what is known that bears on it
 */
record Question(Incident incident, String destination, String country, Study study) {
    static final String ALL = "*";

    /** Of one incident, destination and country. */
    static String key(Incident incident, String destination, String country) {
        return incident.incidentId() + " " + destination + " " + country;
    }

    String key() {
        return key(incident, destination, country);
    }

    boolean isOfAll() {
        return country.equals(ALL);
    }
}
