package dev.exodus.core.incidents;

import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.RatioTest;

/**
 * How much a bucket must show, from how many false alarms are wished.
 *
 * @param second settings for counts per second
 * @param minute settings for counts per minute
 * @param shareLimit limit of the tests of shares, in nats
 */
record Strictness(DetectorSettings second, DetectorSettings minute, double shareLimit) {
    private static final int MINUTE = 60;

    /**
     * @param falseAlarms wished per series and year; {@link OutageSettings#FALSE_ALARMS} by default
     */
    static Strictness of(double falseAlarms) {
        double share = falseAlarms / OutageSettings.FALSE_ALARMS;
        return new Strictness(
                DetectorSettings.counts(1).withFalseAlarms(share),
                DetectorSettings.counts(MINUTE).withFalseAlarms(share),
                RatioTest.LIMIT - Math.log(share));
    }

    DetectorSettings counts(int step) {
        return step == MINUTE ? minute : second;
    }
}
