package dev.exodus.flink.funnel;

import dev.exodus.core.funnel.Segment;
import dev.exodus.flink.admission.EventAdmission;
import dev.exodus.flink.source.FeedRecord;

/** Takes from a record what the funnel needs; one instance for all. */
final class FunnelForm implements EventAdmission.Form<FunnelEvent> {
    private static final long serialVersionUID = 1;

    private transient FunnelEvent event;

    @Override
    public FunnelEvent of(FeedRecord record) {
        if (event == null) {
            event = new FunnelEvent();
        }
        event.attempt = record.attempt;
        event.status = record.counter;
        event.time = record.eventTime;
        event.segment = null;
        if (event.isRequest()) {
            event.segment = new Segment(record.service, record.country, record.carrier);
            event.weight = record.weight;
            event.person = record.person;
            event.nextPerson = record.nextPerson;
        }
        return event;
    }
}
