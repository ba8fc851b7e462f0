package dev.exodus.core.outages;

/**
 * What a bucket is expected to show before it is looked at. Levels are on the working scale: 2
 * sqrt(x + 3/8) for counts (Anscombe 1948), the value itself otherwise.
 *
 * @param season course of the day
 * @param local expectation from the last minutes
 * @param steady expectation from the last minutes, without adaptive gain
 * @param slow expectation from the same time on recent days
 * @param sigma standard deviation around the local expectation
 * @param slowSigma standard deviation around the slow one
 * @param hourSigma standard deviation at this time of day, without a floor
 * @param mu expected count (value) around the local level
 * @param muLow the lower of the steady and the slow expected count
 * @param muHigh the higher of the two
 * @param phi dispersion of the counts: 1 is Poisson
 */
record Forecast(
        double season,
        double local,
        double steady,
        double slow,
        double sigma,
        double slowSigma,
        double hourSigma,
        double mu,
        double muLow,
        double muHigh,
        double phi) {

    /** Residual against the last minutes, in standard deviations. */
    double z(double y) {
        return (y - local) / sigma;
    }

    /** Residual against the same time on recent days, in standard deviations. */
    double slowZ(double y) {
        return (y - slow) / slowSigma;
    }
}
