package dev.exodus.simulator.feed;

import java.nio.charset.StandardCharsets;

/** Writes one JSON object into a reused buffer, without a String per event. */
public final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

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
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
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
