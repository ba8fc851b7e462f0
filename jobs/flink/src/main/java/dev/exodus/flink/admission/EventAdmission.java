package dev.exodus.flink.admission;

import dev.exodus.core.admission.AdmissionRule;
import dev.exodus.flink.source.FeedRecord;
import dev.exodus.schemas.events.Feed;
import java.io.Serializable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes the events that count on, one by one.
 *
 * @param <T> what a job needs of such an event
 */
public final class EventAdmission<T> extends AdmissionOperator<T> {
    private static final long serialVersionUID = 1;

    /**
     * Takes from a record what a job needs. It may return the same instance each time.
     *
     * @param <T> what that is
     */
    @FunctionalInterface
    public interface Form<T> extends Serializable {
        T of(FeedRecord record);
    }

    private final Form<T> form;

    private transient StreamRecord<T> out;

    public EventAdmission(Feed feed, AdmissionRule rule, Form<T> form) {
        super(feed, rule);
        this.form = form;
    }

    @Override
    public void open() throws Exception {
        super.open();
        out = new StreamRecord<>(null);
    }

    @Override
    protected void admit(FeedRecord record) {
        output.collect(out.replace(form.of(record), record.eventTime));
    }
}
