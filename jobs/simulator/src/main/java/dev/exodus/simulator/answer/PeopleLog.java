package dev.exodus.simulator.answer;

/** Takes what became of people who set out to sign up. */
@FunctionalInterface
public interface PeopleLog {
    /**
     * One person more.
     *
     * @param startMs when the person set out, epoch milliseconds before any shift
     * @param endMs when the person was registered, likewise; of others, when they set out
     * @param country its number in the scenario
     * @param cause ordinal of what drew the person
     * @param registered whether it succeeded
     * @param suppressed whether it would have succeeded, had the gateway not been overrun
     */
    void person(
            int service,
            long startMs,
            long endMs,
            int country,
            int cause,
            boolean registered,
            boolean suppressed);

    /**
     * One second more; who only counts people need not listen.
     *
     * @param second epoch seconds before any shift
     * @param waitS how long a code that is asked for now waits in the gateway
     */
    default void waits(int service, long second, double waitS) {}
}
