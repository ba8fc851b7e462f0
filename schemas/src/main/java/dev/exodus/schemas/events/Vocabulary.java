package dev.exodus.schemas.events;

/** The texts that events repeat, as the one String that equals each. */
final class Vocabulary {
    private static final int LONGEST_NAME = 64;

    final Dictionary names = new Dictionary(Vocabulary::isName);
    final Dictionary countries = new Dictionary(Vocabulary::isCountry);
    final Dictionary carriers = new Dictionary(Vocabulary::isText);

    /** A service or platform: letters, digits, dot, dash, underscore. So {@code *} is free. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars()
                        .allMatch(
                                c ->
                                        c >= 'a' && c <= 'z'
                                                || c >= 'A' && c <= 'Z'
                                                || c >= '0' && c <= '9'
                                                || c == '.'
                                                || c == '-'
                                                || c == '_');
    }

    /** Two capital letters. */
    static boolean isCountry(String text) {
        return text.length() == 2 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** Any text without control characters or half characters. */
    static boolean isText(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(
                                c ->
                                        Character.isISOControl(c)
                                                || Character.getType(c) == Character.SURROGATE);
    }
}
