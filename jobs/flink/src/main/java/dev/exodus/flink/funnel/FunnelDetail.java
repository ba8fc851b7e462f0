package dev.exodus.flink.funnel;

import dev.exodus.flink.pseudonym.PseudonymKeys;
import dev.exodus.flink.pseudonym.Pseudonyms;
import dev.exodus.flink.source.FeedDecoder;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.Field;
import dev.exodus.schemas.events.Sms;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the funnel needs of an SMS event. Whoever asks for a code becomes a pseudonym here, inside
 * the source, and no other event needs to know whose it is.
 */
final class FunnelDetail implements FeedDecoder.Detail {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(FunnelDetail.class);

    /** What is decoded for it. */
    static final Set<Field> FIELDS = Set.of(Field.ATTEMPT_ID_HASH, Field.CARRIER, Field.USER);

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final String keyFile;
    private final long horizonMs;

    private transient Pseudonyms pseudonyms;

    /**
     * @param keyFile where the keys are, on the task managers
     * @param horizonMs how long a new key is only used beside the old one
     */
    FunnelDetail(String keyFile, long horizonMs) {
        this.keyFile = keyFile;
        this.horizonMs = horizonMs;
    }

    @Override
    public void open() {
        PseudonymKeys keys = PseudonymKeys.read(Path.of(keyFile));
        LOG.info("pseudonyms under the keys {}", keys);
        pseudonyms = new Pseudonyms(keys, horizonMs);
    }

    @Override
    public void fill(DecodedEvent event, FeedRecord record) {
        // A person and an attempt id of one service are nothing to another service.
        long service = MIX * event.service().hashCode();
        record.attempt = event.attemptIdHash() ^ service;
        record.carrier = event.carrier();
        if (event.counter() == Sms.Status.REQUESTED.ordinal()) {
            record.person = pseudonyms.of(event.user(), event.eventTime()) ^ service;
            long next = pseudonyms.next(event.user(), event.eventTime());
            record.nextPerson = next == Pseudonyms.NONE ? Pseudonyms.NONE : next ^ service;
        }
    }
}
