package dev.exodus.core.outages;

/** What is said about one bucket of one series. */
public enum Verdict {
    /** Nothing was reported, so nothing is said. */
    UNKNOWN,
    /** Too little has been seen to judge. */
    LEARNING,
    NORMAL,
    /** Part of an episode with less than expected. */
    DOWN,
    /** Part of an episode with more than expected. */
    UP
}
