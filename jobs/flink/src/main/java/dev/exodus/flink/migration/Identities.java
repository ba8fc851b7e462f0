package dev.exodus.flink.migration;

/** Whether services know a person by one id. */
public enum Identities {
    SEPARATE,
    SHARED;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return this == SHARED ? "shared" : "separate";
    }
}
