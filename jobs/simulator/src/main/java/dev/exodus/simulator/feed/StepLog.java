package dev.exodus.simulator.feed;

/** Takes the steps of people who sign up. Times are epoch milliseconds, names are numbers. */
public interface StepLog {
    /** A step of a sign-up. */
    void signup(long time, int service, int country, int platform, long user, int step);

    /**
     * A step of a code.
     *
     * @param attempt ordinal of the request in its session, from 1
     */
    void sms(long time, int service, int country, int platform, long user, int attempt, int status);
}
