package dev.exodus.schemas.events;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Enum constants as they are written in JSON: lower case with underscores. */
final class WireNames {
    private WireNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static List<String> of(Enum<?>[] constants) {
        return Arrays.stream(constants).map(WireNames::of).toList();
    }

    /** Refuses what the JSON Schemas refuse, with the field's name. */
    static void requireText(String field, String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
    }

    static void requirePositive(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, was " + value);
        }
    }
}
