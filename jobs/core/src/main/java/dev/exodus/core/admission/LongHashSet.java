package dev.exodus.core.admission;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A set of 64-bit hashes: the event ids of one shard in one minute, 8 to 16 bytes each.
 *
 * <p>Open addressing, at most half full. Zero marks a free slot, so it is kept apart.
 */
public final class LongHashSet {
    private static final int SMALLEST = 8;

    private long[] slots;
    private int size;
    private boolean hasZero;

    public LongHashSet() {
        this.slots = new long[SMALLEST];
    }

    private LongHashSet(long[] slots, int size, boolean hasZero) {
        this.slots = slots;
        this.size = size;
        this.hasZero = hasZero;
    }

    /** Adds a hash; false if it was there already. */
    public boolean add(long hash) {
        if (hash == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int slot = find(slots, hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    public int size() {
        return size + (hasZero ? 1 : 0);
    }

    public LongHashSet copy() {
        return new LongHashSet(slots.clone(), size, hasZero);
    }

    /** Writes the set in ascending order, so that equal sets give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(size());
        if (hasZero) {
            out.writeLong(0);
        }
        long[] sorted = Arrays.stream(slots).filter(hash -> hash != 0).sorted().toArray();
        for (long hash : sorted) {
            out.writeLong(hash);
        }
    }

    public static LongHashSet read(DataInput in) throws IOException {
        LongHashSet set = new LongHashSet();
        for (int left = in.readInt(); left > 0; left--) {
            set.add(in.readLong());
        }
        return set;
    }

    private void grow() {
        long[] wider = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                wider[find(wider, hash)] = hash;
            }
        }
        slots = wider;
    }

    private static int find(long[] slots, long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash ^ (hash >>> 32)) & mask;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
