package dev.exodus.flink.migration;

import dev.exodus.core.migration.PeopleBundle;
import dev.exodus.flink.bundle.BundlingOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Folds people into hours before the shuffle. What asks for them moves in minutes, so it hands over
 * when the watermark passes a full one.
 */
public final class PeopleBundleOperator extends BundlingOperator<PersonSeen, MigrationInput> {
    private static final long serialVersionUID = 1;

    private final int maxEvents;

    private transient PeopleBundle bundle;
    private transient long minute;

    /**
     * @param maxEvents most events folded before they are passed on
     */
    public PeopleBundleOperator(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    @Override
    public void open() throws Exception {
        super.open();
        bundle = new PeopleBundle();
        minute = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<PersonSeen> element) {
        PersonSeen seen = element.getValue();
        if (seen.activity == null) {
            return;
        }
        bundle.add(seen.service, seen.country, seen.activity, seen.person, seen.time, seen.weight);
        if (bundle.events() >= maxEvents) {
            drain(Long.MAX_VALUE);
        }
    }

    @Override
    protected void drain(long before) {
        if (before < Long.MAX_VALUE) {
            long reached = PeopleClockOperator.minute(before);
            if (reached == minute) {
                return;
            }
            minute = reached;
        }
        bundle.drain(part -> output.collect(new StreamRecord<>(MigrationInput.of(part))));
    }
}
