package dev.exodus.schemas.events;

import java.nio.charset.StandardCharsets;
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

    /** The same in bytes; null where a text is not ASCII. */
    private final byte[][] ascii = new byte[SLOTS][];

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
        return add(new String(chars, offset, length), hash, slot);
    }

    /** The same for ASCII. */
    String get(byte[] bytes, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        while (slots[slot] != null) {
            byte[] known = ascii[slot];
            if (known != null
                    && Arrays.equals(known, 0, known.length, bytes, offset, offset + length)) {
                return slots[slot];
            }
            slot = slot + 1 & SLOTS - 1;
        }
        return add(new String(bytes, offset, length, StandardCharsets.US_ASCII), hash, slot);
    }

    private String add(String text, int hash, int slot) {
        if (!valid.test(text)) {
            return null;
        }
        int free = slot;
        if (size == CAPACITY) {
            Arrays.fill(slots, null);
            Arrays.fill(ascii, null);
            size = 0;
            free = (hash ^ hash >>> 15) & SLOTS - 1;
        }
        slots[free] = text;
        ascii[free] = ascii(text);
        size++;
        return text;
    }

    private static byte[] ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80)
                ? text.getBytes(StandardCharsets.US_ASCII)
                : null;
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
