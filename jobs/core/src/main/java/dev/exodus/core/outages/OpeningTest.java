package dev.exodus.core.outages;

import java.util.EnumSet;
import java.util.Set;

/** The tests that can open an episode. */
public enum OpeningTest {
    /** A few buckets far outside the noise. */
    SHOCK,
    /** A lasting fall to 30 %. */
    DEEP_DROP,
    /** A lasting fall to 60 %. */
    PARTIAL_DROP,
    /** A lasting rise to 333 %. */
    SURGE,
    /** A row of zeros. */
    SILENCE,
    /** A share that fell. */
    RATIO;

    int bit(boolean fired) {
        return fired ? 1 << ordinal() : 0;
    }

    static Set<OpeningTest> of(int bits) {
        Set<OpeningTest> tests = EnumSet.noneOf(OpeningTest.class);
        for (OpeningTest test : values()) {
            if ((bits & test.bit(true)) != 0) {
                tests.add(test);
            }
        }
        return tests;
    }
}
