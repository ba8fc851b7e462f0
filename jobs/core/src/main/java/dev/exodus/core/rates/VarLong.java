package dev.exodus.core.rates;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Non-negative longs in 1 to 9 bytes, seven bits each (LEB128): most counts are small. */
public final class VarLong {
    private VarLong() {}

    public static void write(long value, DataOutput out) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("malformed number in a checkpoint");
    }
}
