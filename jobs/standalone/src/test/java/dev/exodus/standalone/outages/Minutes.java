package dev.exodus.standalone.outages;

import dev.exodus.schemas.facts.ConnectionMinute;
import java.time.Instant;

/** Minutes of connections that all succeed. */
final class Minutes {
    private Minutes() {}

    static ConnectionMinute of(
            String service, String country, Instant time, long ok, long revision) {
        return new ConnectionMinute(
                service, country, "*", time, ok, ok, 0, 0, 0, 0, 0, null, null, null, 60, true, 1,
                revision);
    }
}
