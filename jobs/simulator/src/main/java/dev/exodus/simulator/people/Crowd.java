package dev.exodus.simulator.people;

/** Says who it is that comes to a service, and is told who has become a user of it. */
public interface Crowd {
    /** Nobody knows anybody: each who comes is new to all services, and connects to none. */
    Crowd STRANGERS =
            new Crowd() {
                @Override
                public long who(int service, int cause, int country, long second, long stranger) {
                    return stranger;
                }

                @Override
                public void registered(
                        int service, int cause, int country, long user, long millis) {}
            };

    /**
     * Who comes.
     *
     * @param cause ordinal of what draws the person
     * @param second when, epoch seconds
     * @param stranger a user drawn at random
     * @return that one, or a user of another service instead
     */
    long who(int service, int cause, int country, long second, long stranger);

    /**
     * Somebody has registered.
     *
     * @param millis when, epoch milliseconds; may lie ahead
     */
    void registered(int service, int cause, int country, long user, long millis);
}
