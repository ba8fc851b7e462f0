package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import dev.exodus.schemas.events.Feed;
import java.util.Locale;
import java.util.Optional;

/** What a series measures. In order of weight: the first of an incident gives its figures. */
public enum Signal {
    /** Successful connections. */
    CONNECTIONS_OK(Feed.CONNECTION, true, 1, Symptom.FAILURE, null),
    /** Successful connections of all attempts, 0 to 1. */
    CONNECTION_SUCCESS(Feed.CONNECTION, false, 1, Symptom.FAILURE, null),
    /** Sign-ups completed. */
    REGISTRATIONS(Feed.SIGNUP, true, 1, Symptom.REGISTRATION_DROP, Symptom.REGISTRATION_SURGE),
    /**
     * Codes delivered, failed or expired of those sent, 0 to 1, over 15 minutes: what is missing to
     * 1 is the backlog.
     */
    SMS_CLEARED(Feed.SMS, false, 15, Symptom.SMS_OVERLOAD, null),
    /** Codes entered of those that were entered, failed or expired, 0 to 1. */
    SMS_SUCCESS(Feed.SMS, false, 1, Symptom.SMS_OVERLOAD, null);

    private final Feed feed;
    private final boolean counts;
    private final int window;
    private final Symptom drop;
    private final Symptom rise;

    Signal(Feed feed, boolean counts, int window, Symptom drop, Symptom rise) {
        this.feed = feed;
        this.counts = counts;
        this.window = window;
        this.drop = drop;
        this.rise = rise;
    }

    /** The feed whose rows and ticks it comes from. */
    public Feed feed() {
        return feed;
    }

    /** Whether it counts events, so that sums over time are events. */
    public boolean counts() {
        return counts;
    }

    /** Buckets over which a share is taken. */
    int window() {
        return window;
    }

    /** What an episode of this direction is a sign of; empty if it harms nobody. */
    public Optional<Symptom> symptom(Direction direction) {
        return Optional.ofNullable(direction == Direction.DOWN ? drop : rise);
    }

    /** The name in facts, e.g. {@code connections_ok}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
