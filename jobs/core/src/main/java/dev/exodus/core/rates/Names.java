package dev.exodus.core.rates;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Numbers for names, in their order of arrival. Those that repeat are mostly one String. */
final class Names {
    private String[] slots = new String[32];
    private int[] slotNumbers = new int[32];
    private String[] names = new String[16];
    private int size;

    /** All numbers in the order of their names; null when it is to be made anew. */
    private int[] ordered;

    /** The number of a name, a new one if it has none. */
    int number(String name) {
        int slot = find(name);
        return slots[slot] == null ? add(name, slot) : slotNumbers[slot];
    }

    private int find(String name) {
        int mask = slots.length - 1;
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 15) & mask;
        String found = slots[slot];
        while (found != name && found != null && !found.equals(name)) {
            slot = slot + 1 & mask;
            found = slots[slot];
        }
        return slot;
    }

    private int add(String name, int slot) {
        int free = slot;
        if (size == names.length) {
            grow();
            free = find(name);
        }
        slots[free] = name;
        slotNumbers[free] = size;
        names[size] = name;
        ordered = null;
        return size++;
    }

    private void grow() {
        names = Arrays.copyOf(names, 2 * size);
        slots = new String[4 * size];
        slotNumbers = new int[4 * size];
        for (int number = 0; number < size; number++) {
            int slot = find(names[number]);
            slots[slot] = names[number];
            slotNumbers[slot] = number;
        }
    }

    String name(int number) {
        return names[number];
    }

    int size() {
        return size;
    }

    /** All numbers in the order of their names; not to be changed. */
    int[] ordered() {
        if (ordered == null) {
            ordered =
                    IntStream.range(0, size)
                            .boxed()
                            .sorted(Comparator.comparing(number -> names[number]))
                            .mapToInt(Integer::intValue)
                            .toArray();
        }
        return ordered;
    }

    Names copy() {
        Names copy = new Names();
        for (int number = 0; number < size; number++) {
            copy.number(names[number]);
        }
        return copy;
    }
}
