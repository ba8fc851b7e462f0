package dev.exodus.core.incidents;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * How each service is watched.
 *
 * @param usual of all of which nothing else is said
 * @param services of those of which something else is said
 */
public record ServiceSettings(OutageSettings usual, TreeMap<String, OutageSettings> services)
        implements Serializable {
    public ServiceSettings {
        services = new TreeMap<>(services);
    }

    /** The same for all services. */
    public static ServiceSettings of(OutageSettings usual) {
        return new ServiceSettings(usual, new TreeMap<>());
    }

    /** How a service is watched. */
    public OutageSettings of(String service) {
        return services.getOrDefault(service, usual);
    }
}
