package dev.exodus.core.incidents;

import dev.exodus.core.outages.Direction;
import java.util.Locale;

/**
 * What incidents are gathered by: episodes of one service and symptom become one incident.
 *
 * <p>Each belongs to one feed, because the ticks of two feeds come in no fixed order and nothing
 * may depend on it.
 */
public enum Symptom {
    /** People cannot connect: an outage or a degradation. */
    FAILURE(Direction.DOWN),
    /** Fewer people register. */
    REGISTRATION_DROP(Direction.DOWN),
    /** More people register. */
    REGISTRATION_SURGE(Direction.UP),
    /** Verification messages pile up or fail. */
    SMS_OVERLOAD(Direction.UP);

    /** Share of the normal traffic below which a failure is an outage. */
    static final double OUTAGE_BELOW = .5;

    private final Direction direction;

    Symptom(Direction direction) {
        this.direction = direction;
    }

    /** The direction of its incidents. */
    public Direction direction() {
        return direction;
    }

    /**
     * The kind of an incident.
     *
     * @param ratio seen over expected
     */
    public String kind(double ratio) {
        if (this == FAILURE) {
            return ratio < OUTAGE_BELOW ? "outage" : "degradation";
        }
        return name().toLowerCase(Locale.ROOT);
    }
}
