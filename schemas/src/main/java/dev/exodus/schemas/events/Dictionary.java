package dev.exodus.schemas.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Turns characters of a parse buffer into the one String that equals them, without allocating for
 * those seen before. Bounded, so that no sender can make it grow: when full it starts afresh.
 */
final class Dictionary {
    /** Eight bytes at once, the first the lowest. */
    static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CAPACITY = 4096;
    private static final int SLOTS = CAPACITY * 2;
    private static final int SHORTS_BITS = 10;
    private static final int SHORTS = 1 << SHORTS_BITS;

    private final Predicate<String> valid;
    private final String[] slots = new String[SLOTS];

    /** The same in bytes; null where a text is not ASCII. */
    private final byte[][] ascii = new byte[SLOTS][];

    /** The last text for each hash of up to sixteen bytes. */
    private final Short[] shorts = new Short[SHORTS];

    private int size;

    /** A text and its bytes, with zeroes behind them. */
    private record Short(long low, long high, String text) {}

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

    /** The same for ASCII without NUL. Short texts are first looked for as two numbers. */
    String get(byte[] bytes, int offset, int length) {
        if (length > 2 * Long.BYTES) {
            return find(bytes, offset, length);
        }
        long low = eight(bytes, offset, length);
        long high = eight(bytes, offset + Long.BYTES, length - Long.BYTES);
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4) of the two folded into one.
        long folded = (low + Long.rotateLeft(high, 29)) * 0x9e3779b97f4a7c15L;
        int slot = (int) (folded >>> Long.SIZE - SHORTS_BITS);
        Short known = shorts[slot];
        if (known != null && known.low == low && known.high == high) {
            return known.text;
        }
        String text = find(bytes, offset, length);
        shorts[slot] = text == null ? null : new Short(low, high, text);
        return text;
    }

    /** The first bytes of a text, eight at most, with zeroes behind them; 0 of an empty one. */
    static long eight(byte[] bytes, int offset, int length) {
        if (offset + Long.BYTES <= bytes.length) {
            return (long) LONGS.get(bytes, offset) & mask(length);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[offset + i] & 0xffL) << Byte.SIZE * i;
        }
        return value;
    }

    /** Ones over the lowest bytes of a long: none for a negative number, all from eight on. */
    static long mask(int bytes) {
        return bytes <= 0 ? 0 : -1L >>> Math.max(0, Long.SIZE - Byte.SIZE * bytes);
    }

    private String find(byte[] bytes, int offset, int length) {
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
            Arrays.fill(shorts, null);
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
