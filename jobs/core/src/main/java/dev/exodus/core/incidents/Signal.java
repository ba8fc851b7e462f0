package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import dev.exodus.schemas.events.Feed;
import java.util.Locale;
import java.util.Optional;

/** What a series measures. In order of weight: the first of an incident gives its figures. */
public enum Signal {
    /** Successful connections. */
    CONNECTIONS_OK(Feed.CONNECTION, Measure.COUNT, Symptom.FAILURE, null),
    /** Successful connections of all attempts, 0 to 1. */
    CONNECTION_SUCCESS(Feed.CONNECTION, Measure.SHARE, Symptom.FAILURE, null),
    /** Sign-ups completed. */
    REGISTRATIONS(
            Feed.SIGNUP, Measure.COUNT, Symptom.REGISTRATION_DROP, Symptom.REGISTRATION_SURGE),
    /** Codes sent or failed of those and the ones that wait in the gateway, 0 to 1. */
    SMS_CLEARED(Feed.SMS, Measure.QUEUE, Symptom.SMS_OVERLOAD, null),
    /** Codes delivered of those sent, 0 to 1. */
    SMS_DELIVERED(Feed.SMS, Measure.SHARE, Symptom.SMS_OVERLOAD, null),
    /**
     * Codes entered of those that were entered or failed, 0 to 1. Those that expire are of ten
     * minutes before: after a sudden fall of the traffic they would be nearly all.
     */
    SMS_SUCCESS(Feed.SMS, Measure.SHARE, Symptom.SMS_OVERLOAD, null);

    /** What the part and the whole of a sample are. */
    enum Measure {
        /** The part is a count of events. */
        COUNT,
        /** The part is of the whole. */
        SHARE,
        /** The part left a queue, the whole came to it. */
        QUEUE
    }

    private final Feed feed;
    private final Measure measure;
    private final Symptom drop;
    private final Symptom rise;

    Signal(Feed feed, Measure measure, Symptom drop, Symptom rise) {
        this.feed = feed;
        this.measure = measure;
        this.drop = drop;
        this.rise = rise;
    }

    /** Whether an event may stand for several, of whom only one is in the feed. */
    boolean isWeighted() {
        return feed == Feed.CONNECTION;
    }

    /** The feed whose rows and ticks it comes from. */
    public Feed feed() {
        return feed;
    }

    /** What its samples are. */
    Measure measure() {
        return measure;
    }

    /** Whether it counts events, so that sums over time are events. */
    public boolean counts() {
        return measure == Measure.COUNT;
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
