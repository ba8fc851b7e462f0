package dev.exodus.standalone.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How what explains the surges compares with an answer key.
 *
 * @param surges those of the key whose most drawn countries lie in one region
 * @param differences what is wrong
 */
public record SegmentsReport(List<Surge> surges, List<String> differences) {

    /**
     * Where a surge came from.
     *
     * @param region where the key's five most drawn countries lie
     * @param largest the five countries that explain most of what was found
     * @param found registrations of the region beyond what was expected
     * @param truth registrations there of people whom an outage elsewhere drew
     * @param met whether the five lie in the region, which has at least four fifths of its truth
     */
    public record Surge(
            String service,
            String region,
            List<String> largest,
            double found,
            long truth,
            boolean met) {

        Optional<String> difference() {
            return met
                    ? Optional.empty()
                    : Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "incident_segment: of the surge of %s %s explain most, expected"
                                            + " are five of %s; %,.0f registrations there beyond"
                                            + " the usual, expected %,d, and four fifths at least",
                                    service,
                                    String.join(", ", largest),
                                    region,
                                    found,
                                    truth));
        }
    }
}
