package dev.exodus.flink.migration;

import dev.exodus.flink.pseudonym.PseudonymKeys;
import dev.exodus.flink.pseudonym.Pseudonyms;
import dev.exodus.flink.source.FeedDecoder;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import java.nio.file.Path;
import java.util.Set;

/**
 * Replaces whoever an event is of by a pseudonym, inside the source: one for all services, under
 * the key of the event's time.
 */
final class PeopleDetail implements FeedDecoder.Detail {
    private static final long serialVersionUID = 1;

    /** What is decoded for it. */
    static final Set<Field> FIELDS = Set.of(Field.USER);

    private final Feed feed;
    private final String keyFile;

    private transient Pseudonyms pseudonyms;

    /**
     * @param keyFile where the keys are, on the task managers
     */
    PeopleDetail(Feed feed, String keyFile) {
        this.feed = feed;
        this.keyFile = keyFile;
    }

    @Override
    public void open() {
        pseudonyms = new Pseudonyms(PseudonymKeys.read(Path.of(keyFile)), 0);
    }

    @Override
    public void fill(DecodedEvent event, FeedRecord record) {
        record.person =
                PersonSeen.activity(feed, event.counter()) == null
                        ? Pseudonyms.NONE
                        : pseudonyms.of(event.user(), event.eventTime());
    }
}
