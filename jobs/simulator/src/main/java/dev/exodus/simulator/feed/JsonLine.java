package dev.exodus.simulator.feed;

import java.nio.charset.StandardCharsets;

/** Writes one JSON object into a reused buffer, without a String per event. */
public final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final long BILLION = 1_000_000_000;
    private static final int BILLION_DIGITS = 9;

    /** 00 to 99. */
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private final byte[] buffer = new byte[1024];
    private int length;

    public byte[] buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    public JsonLine clear() {
        length = 0;
        return this;
    }

    /** ASCII that is written as it is. */
    public JsonLine raw(byte[] ascii) {
        System.arraycopy(ascii, 0, buffer, length, ascii.length);
        length += ascii.length;
        return this;
    }

    public JsonLine number(long value) {
        if (value < 0) {
            buffer[length++] = '-';
            return number(-value);
        }
        if (value >= BILLION) {
            number(value / BILLION);
            digits((int) (value % BILLION), BILLION_DIGITS);
            return this;
        }
        int small = (int) value;
        int digits = 1;
        for (int power = 10; digits < BILLION_DIGITS && small >= power; power *= 10) {
            digits++;
        }
        digits(small, digits);
        return this;
    }

    /** Writes so many digits, two at a time; divisions of int are the cheaper ones. */
    private void digits(int value, int digits) {
        int rest = value;
        int at = length + digits;
        while (at - length >= 2) {
            int pair = rest % 100 * 2;
            rest /= 100;
            buffer[--at] = PAIRS[pair + 1];
            buffer[--at] = PAIRS[pair];
        }
        if (at > length) {
            buffer[--at] = (byte) ('0' + rest);
        }
        length += digits;
    }

    /** Sixteen hexadecimal digits. */
    public JsonLine hex(long value) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            buffer[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** Text that goes into lines as it is. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
