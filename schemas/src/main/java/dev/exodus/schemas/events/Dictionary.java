package dev.exodus.schemas.events;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Turns characters of a parse buffer into the one String that equals them, without allocating for
 * those seen before. Bounded, so that no sender can make it grow: when full it starts afresh.
 */
final class Dictionary {
    private static final int CAPACITY = 4096;
    private static final int SLOTS = CAPACITY * 2;

    private final Predicate<String> valid;
    private final String[] slots = new String[SLOTS];
    private int size;

    /**
     * @param valid what may enter
     */
    Dictionary(Predicate<String> valid) {
        this.valid = valid;
    }

    /** The String of these characters, or null if it is not valid. */
    String get(char[] chars, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        while (slots[slot] != null) {
            if (equals(slots[slot], chars, offset, length)) {
                return slots[slot];
            }
            slot = slot + 1 & SLOTS - 1;
        }
        String text = new String(chars, offset, length);
        if (!valid.test(text)) {
            return null;
        }
        if (size == CAPACITY) {
            Arrays.fill(slots, null);
            size = 0;
            slot = (hash ^ hash >>> 15) & SLOTS - 1;
        }
        slots[slot] = text;
        size++;
        return text;
    }

    private static boolean equals(String text, char[] chars, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
