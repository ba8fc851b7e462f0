package dev.exodus.core.migration;

/**
 * What a person was seen doing. How many of an hour are kept follows from who is many: everybody
 * who signs up is in the feed, while connections are those of a sample of users.
 */
public enum Activity {
    /** A connection failed, other than for a wrong password. */
    FAILED(8192),
    /** A connection worked. */
    CONNECTED(8192),
    /** A sign-up was completed. */
    REGISTERED(16384);

    private final int size;

    Activity(int size) {
        this.size = size;
    }

    /** Most people kept of one hour. */
    public int size() {
        return size;
    }
}
