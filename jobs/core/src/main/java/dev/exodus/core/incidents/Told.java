package dev.exodus.core.incidents;

import dev.exodus.core.outages.Step;
import dev.exodus.core.outages.Verdict;

/** What was last said of a bucket; NaN where that is not known. */
record Told(Verdict verdict, double observed, double expected, double lower, double upper) {
    /**
     * @param sample what was seen; null if that is not known
     * @param counts whether events are told of; else their share
     */
    static Told of(Step step, Sample sample, boolean counts) {
        double nan = Double.NaN;
        boolean seen = sample != null && (counts || sample.whole() > 0);
        boolean judged =
                seen && step.verdict() != Verdict.UNKNOWN && step.verdict() != Verdict.LEARNING;
        double unit = counts || !seen ? 1 : sample.whole();
        return new Told(
                step.verdict(),
                seen ? sample.part() / unit : nan,
                judged ? step.expected() / unit : nan,
                judged ? step.lower() / unit : nan,
                judged ? step.upper() / unit : nan);
    }
}
