package dev.exodus.flink.facts;

import dev.exodus.schemas.facts.FactType;
import java.io.IOException;

/**
 * The byte that stands for each fact type in Flink's state. A code never changes and is never used
 * again for another type.
 */
final class FactCodes {
    private static final FactType[] TYPES = new FactType[Byte.MAX_VALUE + 1];

    static {
        for (FactType type : FactType.values()) {
            if (TYPES[code(type)] != null) {
                throw new IllegalStateException("two fact types have the code of " + type.table());
            }
            TYPES[code(type)] = type;
        }
    }

    private FactCodes() {}

    static byte code(FactType type) {
        return switch (type) {
            case REGISTRATIONS_1S -> 1;
            case REGISTRATIONS_COUNTRY_1S -> 2;
            case REGISTRATIONS_1M -> 3;
            case REGISTRATIONS_1D -> 4;
            case SMS_1S -> 5;
            case SMS_COUNTRY_1S -> 6;
            case SMS_1M -> 7;
            case CONNECTIONS_1S -> 8;
            case CONNECTIONS_COUNTRY_1S -> 9;
            case CONNECTIONS_1M -> 10;
            case FEED_1M -> 11;
            case DEAD_LETTER_1M -> 12;
            case TICK -> 13;
            case EXPECTATION_1M -> 14;
            case SERVICE_STATE_1M -> 15;
            case INCIDENT -> 16;
            case INCIDENT_SEGMENT -> 17;
            case DOWNTIME_PATTERN -> 18;
            case SMS_FUNNEL_1M -> 19;
            case MIGRATION -> 20;
            case MIGRATION_1M -> 21;
            case MARK -> 22;
            case INCIDENT_PEOPLE -> 23;
        };
    }

    static FactType type(byte code) throws IOException {
        FactType type = code < 0 ? null : TYPES[code];
        if (type == null) {
            throw new IOException(
                    "unknown fact code " + code + ": the state was written by a newer release");
        }
        return type;
    }
}
