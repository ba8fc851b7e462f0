package dev.exodus.core.migration;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.apache.datasketches.hash.MurmurHash3;
import org.apache.datasketches.thetacommon.ThetaUtil;

/**
 * People seen in an hour, and in which of its twelve parts of five minutes: a theta sketch whose
 * entries carry a mask, so that any five minutes can still be asked for ({@link #during}) and an
 * hour takes no more room than people.
 *
 * <p>It holds the entries with the lowest hashes, at most a given number, and theta, below which
 * none is missing. The union of parts is the sketch of the whole, in any split and order: theta of
 * the whole is not above that of a part, so an entry below it was dropped by none, and its mask is
 * complete.
 */
public final class SeenPeople {
    /** Parts of an hour. */
    static final int PARTS = 12;

    static final short WHOLE_HOUR = (1 << PARTS) - 1;

    /** Nobody. */
    public static final SeenPeople NOBODY =
            new SeenPeople(new long[0], new short[0], Long.MAX_VALUE);

    /** Ascending, above 0 and below theta. */
    private final long[] hashes;

    private final short[] parts;
    private final long theta;

    private SeenPeople(long[] hashes, short[] parts, long theta) {
        this.hashes = hashes;
        this.parts = parts;
        this.theta = theta;
    }

    /** An hour as it fills: adding a person allocates nothing once the table has grown. */
    static final class Builder {
        private static final int SMALLEST = 8;

        private final int size;

        /** Open addressing; 0 is free. */
        private long[] hashes = new long[SMALLEST];

        private short[] parts = new short[SMALLEST];
        private int count;
        private long theta = Long.MAX_VALUE;

        Builder(int size) {
            this.size = size;
        }

        /**
         * Adds a person; again changes nothing.
         *
         * @param part of the hour, 0 to 11
         */
        void add(long pseudonym, int part) {
            long hash = MurmurHash3.hash(pseudonym, ThetaUtil.DEFAULT_UPDATE_SEED)[0] >>> 1;
            if (hash == 0 || hash >= theta) {
                return;
            }
            int slot = find(hash);
            parts[slot] |= (short) (1 << part);
            if (hashes[slot] == 0) {
                hashes[slot] = hash;
                count++;
                if (count > 2 * size) {
                    keep(build());
                } else if (2 * count > hashes.length) {
                    grow();
                }
            }
        }

        private int find(long hash) {
            int mask = hashes.length - 1;
            int slot = (int) hash & mask;
            while (hashes[slot] != 0 && hashes[slot] != hash) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private void grow() {
            put(hashes, parts, 2 * hashes.length);
        }

        private void keep(SeenPeople lowest) {
            theta = lowest.theta;
            count = lowest.hashes.length;
            put(lowest.hashes, lowest.parts, hashes.length);
        }

        private void put(long[] oldHashes, short[] oldParts, int capacity) {
            hashes = new long[capacity];
            parts = new short[capacity];
            for (int i = 0; i < oldHashes.length; i++) {
                if (oldHashes[i] != 0) {
                    int slot = find(oldHashes[i]);
                    hashes[slot] = oldHashes[i];
                    parts[slot] = oldParts[i];
                }
            }
        }

        SeenPeople build() {
            if (count == 0 && theta == Long.MAX_VALUE) {
                return NOBODY;
            }
            long[] sorted = new long[count];
            int n = 0;
            for (long hash : hashes) {
                if (hash != 0) {
                    sorted[n++] = hash;
                }
            }
            Arrays.sort(sorted);
            short[] masks = new short[count];
            for (int i = 0; i < count; i++) {
                masks[i] = parts[find(sorted[i])];
            }
            return cut(sorted, masks, count, theta, size);
        }
    }

    private static SeenPeople cut(long[] hashes, short[] parts, int count, long theta, int size) {
        int kept = Math.min(count, size);
        return new SeenPeople(
                Arrays.copyOf(hashes, kept),
                Arrays.copyOf(parts, kept),
                count > size ? hashes[size] : theta);
    }

    /** Who is in one of the two, or in both, at most {@code size} of them kept. */
    SeenPeople union(SeenPeople other, int size) {
        if (other == NOBODY) {
            return this;
        }
        long below = Math.min(theta, other.theta);
        long[] all = new long[hashes.length + other.hashes.length];
        short[] masks = new short[all.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < hashes.length || j < other.hashes.length) {
            long mine = i < hashes.length ? hashes[i] : Long.MAX_VALUE;
            long theirs = j < other.hashes.length ? other.hashes[j] : Long.MAX_VALUE;
            long next = Math.min(mine, theirs);
            if (next >= below) {
                break;
            }
            all[n] = next;
            masks[n] |= mine == next ? parts[i++] : 0;
            masks[n] |= theirs == next ? other.parts[j++] : 0;
            n++;
        }
        return cut(all, masks, n, below, size);
    }

    /**
     * Who was seen in some parts of the hour.
     *
     * @param mask a bit a part, the lowest for the first five minutes
     */
    People during(short mask) {
        long[] seen = new long[hashes.length];
        int n = 0;
        for (int i = 0; i < hashes.length; i++) {
            if ((parts[i] & mask) != 0) {
                seen[n++] = hashes[i];
            }
        }
        return People.of(seen, n, theta);
    }

    /**
     * Those of them for whom something holds; sets that they are compared with must be of these.
     */
    SeenPeople only(LongPredicate hash) {
        long[] kept = new long[hashes.length];
        short[] masks = new short[hashes.length];
        int n = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (hash.test(hashes[i])) {
                kept[n] = hashes[i];
                masks[n++] = parts[i];
            }
        }
        return cut(kept, masks, n, theta, hashes.length);
    }

    /** Entries kept. */
    int retained() {
        return hashes.length;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(theta);
        out.writeInt(hashes.length);
        for (int i = 0; i < hashes.length; i++) {
            out.writeLong(hashes[i]);
            out.writeShort(parts[i]);
        }
    }

    static SeenPeople read(DataInput in) throws IOException {
        long theta = in.readLong();
        int count = in.readInt();
        if (count == 0 && theta == Long.MAX_VALUE) {
            return NOBODY;
        }
        long[] hashes = new long[count];
        short[] parts = new short[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = in.readLong();
            parts[i] = in.readShort();
        }
        return new SeenPeople(hashes, parts, theta);
    }
}
