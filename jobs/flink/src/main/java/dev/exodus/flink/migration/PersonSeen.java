package dev.exodus.flink.migration;

import dev.exodus.core.migration.Activity;
import dev.exodus.flink.admission.EventAdmission;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Connection;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Signup;

/**
 * Somebody was seen at a service, under a pseudonym.
 *
 * <p>A mutable POJO with public fields: one instance is reused for millions of events, and it never
 * crosses the network.
 */
public final class PersonSeen {
    public String service;
    public String country;

    /** Null for an event that says nothing of people. */
    public Activity activity;

    public long person;

    /** Epoch milliseconds. */
    public long time;

    public long weight;

    public PersonSeen() {}

    /** What an event says of the person; null for nothing. */
    static Activity activity(Feed feed, int counter) {
        if (feed == Feed.SIGNUP) {
            return counter == Signup.Step.COMPLETED.ordinal() ? Activity.REGISTERED : null;
        }
        if (counter == Connection.Outcome.OK.ordinal()) {
            return Activity.CONNECTED;
        }
        // A wrong password is no failure of the service.
        return counter == Connection.Outcome.AUTH_FAILED.ordinal() ? null : Activity.FAILED;
    }

    /** Takes it from a record; one instance for all. */
    static final class Form implements EventAdmission.Form<PersonSeen> {
        private static final long serialVersionUID = 1;

        private final Feed feed;

        private transient PersonSeen seen;

        Form(Feed feed) {
            this.feed = feed;
        }

        @Override
        public PersonSeen of(FeedRecord record) {
            if (seen == null) {
                seen = new PersonSeen();
            }
            seen.service = record.service;
            seen.country = record.country;
            seen.activity = activity(feed, record.counter);
            seen.person = record.person;
            seen.time = record.eventTime;
            seen.weight = record.weight;
            return seen;
        }
    }
}
