package dev.exodus.schemas.dimensions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The regions that countries are grouped by, as in table {@code country}. */
public final class Regions {
    /** Where a country belongs that is not in the list. */
    public static final String UNKNOWN = "Unknown";

    private static final Map<String, String> REGIONS = read();

    private Regions() {}

    /**
     * The region of a country: Europe, North America, Latin America, Asia, MENA, Africa or Oceania.
     *
     * @param country ISO 3166-1 alpha-2 code, or XK for Kosovo
     */
    public static String of(String country) {
        return REGIONS.getOrDefault(country, UNKNOWN);
    }

    /** Every country of the list with its region. */
    public static Map<String, String> all() {
        return REGIONS;
    }

    private static Map<String, String> read() {
        String resource = "/exodus/dimensions/regions.csv";
        try (InputStream in = Regions.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
