package dev.exodus.flink.admission;

import dev.exodus.flink.source.FeedRecord;

/**
 * An event that counts, unless it is a duplicate: only what rates need, and nothing personal.
 *
 * <p>A mutable POJO with public fields, because one instance is reused for millions of events.
 */
public final class Admitted {
    public long eventTime;
    public String service;
    public String country;

    /** Null if the event does not say. */
    public String platform;

    public int counter;
    public long weight;
    public long latencyMs;

    /** Hash of the event id, 0 where duplicates are not looked for. */
    public long eventId;

    public Admitted() {}

    /** Takes from a record what rates need; one instance for all. */
    public static final class Form implements EventAdmission.Form<Admitted> {
        private static final long serialVersionUID = 1;

        private transient Admitted admitted;

        @Override
        public Admitted of(FeedRecord record) {
            if (admitted == null) {
                admitted = new Admitted();
            }
            admitted.eventTime = record.eventTime;
            admitted.service = record.service;
            admitted.country = record.country;
            admitted.platform = record.platform;
            admitted.counter = record.counter;
            admitted.weight = record.weight;
            admitted.latencyMs = record.latencyMs;
            admitted.eventId = record.eventId;
            return admitted;
        }
    }
}
