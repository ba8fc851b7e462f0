package dev.exodus.bench.score;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One detector on one data set. What does not apply is null.
 *
 * @param series how many series were judged
 * @param microsPerRow time of one row; includes the compiler's warm-up
 * @param bytes state of one series
 * @param events against labelled events
 * @param nab the Numenta score
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Score(
        String data,
        String detector,
        int series,
        double microsPerRow,
        Integer bytes,
        Events events,
        Nab nab) {

    /**
     * Measures of {@code docs/methods/detection.md}; times in minutes.
     *
     * @param events labelled events after the warm-up
     * @param falsePer100KeyDays episodes that touch no event, per 100 days of a series
     * @param startErrorCorrected less the median offset of the labels
     * @param pointF1 delay-adjusted F1 of rows, k = 7
     * @param calibration3 empirical over nominal rate of false alarms at 1e-3
     * @param calibration4 the same at 1e-4
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Events(
            int events,
            double f1,
            double precision,
            double recall,
            int falseEpisodes,
            double falsePer100KeyDays,
            Double delayMedian,
            Double delayP90,
            Double startError,
            Double startErrorCorrected,
            Double endError,
            Double endErrorCorrected,
            double pointF1,
            Double calibration3,
            Double calibration4) {

        static Events of(EventScore e, PointScore points, Calibration[] calibration) {
            return new Events(
                    e.events(),
                    e.f1(),
                    e.precision(),
                    e.recall(),
                    e.falseEpisodes(),
                    e.falsePer100KeyDays(),
                    known(e.delay(.5)),
                    known(e.delay(.9)),
                    known(e.startError(false)),
                    known(e.startError(true)),
                    known(e.endError(false)),
                    known(e.endError(true)),
                    points.f1(),
                    known(calibration[0].ratio()),
                    known(calibration[1].ratio()));
        }

        private static Double known(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    /** Each: standard, few false positives, few false negatives. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Nab(double[] all, double[] counts) {}
}
