package dev.exodus.schemas.events;

import java.util.List;

/**
 * The three event streams that Exodus counts.
 *
 * <p>A feed's <em>counters</em> are the values of its one enumerated field, in the order of the
 * enum: everything downstream of the decoder works on the ordinal.
 */
public enum Feed {
    /** Sign-ups: {@link Signup}. A registration is a sign-up with step {@code completed}. */
    SIGNUP("signup", Signup.Step.wireNames()),
    /** SMS verification: {@link Sms}. */
    SMS("sms", Sms.Status.wireNames()),
    /** Connection attempts: {@link Connection}. */
    CONNECTION("connection", Connection.Outcome.wireNames());

    private final String wireName;
    private final List<String> counters;

    Feed(String wireName, List<String> counters) {
        this.wireName = wireName;
        this.counters = counters;
    }

    /** The name in topics, facts, options and metrics, e.g. {@code signup}. */
    public String wireName() {
        return wireName;
    }

    /** Wire names of the counted values; the index is the ordinal of the enum constant. */
    public List<String> counters() {
        return counters;
    }

    /**
     * The feed of a wire name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Feed of(String wireName) {
        for (Feed feed : values()) {
            if (feed.wireName.equals(wireName)) {
                return feed;
            }
        }
        throw new IllegalArgumentException(
                "unknown feed '" + wireName + "': use signup, sms or connection");
    }
}
