package dev.exodus.schemas.topics;

import dev.exodus.schemas.events.Feed;

/** Every Kafka topic of Exodus. {@code ./exodus topics} creates them; auto-creation is off. */
public enum Topic {
    EVENTS_SIGNUP("events.signup", 4, false, 7),
    EVENTS_SMS("events.sms", 4, false, 7),
    EVENTS_CONNECTION("events.connection", 4, false, 7),
    FACTS_RATES("facts.rates", 4, false, 30),
    FACTS_INCIDENTS("facts.incidents", 4, false, 90),
    FACTS_SMS("facts.sms", 4, false, 30),
    FACTS_MIGRATION("facts.migration", 4, false, 90),
    DEAD_LETTERS("dead-letters", 4, false, 30),
    MARKS("marks", 1, true, -1);

    private final String topicName;
    private final int partitions;
    private final boolean compacted;
    private final int retentionDays;

    Topic(String topicName, int partitions, boolean compacted, int retentionDays) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.compacted = compacted;
        this.retentionDays = retentionDays;
    }

    /** The name in Kafka. */
    public String topicName() {
        return topicName;
    }

    /** Default number of partitions; that of facts topics never changes. */
    public int partitions() {
        return partitions;
    }

    /** Whether only the newest record of a key is kept. */
    public boolean compacted() {
        return compacted;
    }

    /** How long records are kept by default, -1 for ever. A replay of the past keeps all. */
    public int retentionDays() {
        return retentionDays;
    }

    /** The topic in which a feed's events arrive. */
    public static Topic of(Feed feed) {
        return switch (feed) {
            case SIGNUP -> EVENTS_SIGNUP;
            case SMS -> EVENTS_SMS;
            case CONNECTION -> EVENTS_CONNECTION;
        };
    }
}
