package dev.exodus.core.migration;

import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;

/**
 * How far the surge lags behind the outage.
 *
 * <p>The lag is the argmax over l of {@code sum over the outage's minutes t of z(t + l)} with
 * {@code z = (y - mu (1 + n)) / sqrt(mu)}: the cross-correlation with the outage's indicator, on a
 * grid of one minute. If people decide evenly while the outage lasts and arrive after a delay of
 * distribution F, short against the outage, then at the maximum as many arrive at its front as at
 * its back, {@code F(l) = 1 - F(l)}: the lag is the median delay.
 */
public final class Lag {
    /** Longest lag that is looked for, in minutes. */
    public static final int LONGEST_MINUTES = 120;

    private Lag() {}

    /**
     * The lag.
     *
     * @param observed registrations of the destination; what is missing counts as expected
     * @param forecast what would have come without the outage
     * @param outage the outage, as far as it is known
     * @return minutes; empty if no lag has more registrations than expected
     */
    public static OptionalLong minutes(MinuteSeries observed, Forecast forecast, Window outage) {
        return minutes(minute -> residual(observed, forecast, minute), observed.end(), outage);
    }

    /**
     * The lag.
     *
     * @param residual z(t); 0 where it is not known
     * @param end minute behind the last that was observed
     */
    static OptionalLong minutes(LongToDoubleFunction residual, long end, Window outage) {
        double sum = 0;
        for (long minute = outage.from(); minute < outage.end(); minute++) {
            sum += residual.applyAsDouble(minute);
        }
        double most = 0;
        OptionalLong lag = OptionalLong.empty();
        for (long l = 0; l <= LONGEST_MINUTES && outage.end() + l <= end; l++) {
            if (sum > most) {
                most = sum;
                lag = OptionalLong.of(l);
            }
            sum += residual.applyAsDouble(outage.end() + l);
            sum -= residual.applyAsDouble(outage.from() + l);
        }
        return lag;
    }

    private static double residual(MinuteSeries observed, Forecast forecast, long minute) {
        double base = forecast.base(minute);
        if (!observed.has(minute) || !(base > 0)) {
            return 0;
        }
        return (observed.at(minute) - forecast.at(minute)) / Math.sqrt(base);
    }
}
