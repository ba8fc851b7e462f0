package dev.exodus.core.outages;

import java.nio.ByteBuffer;

/**
 * The normal course of a series: a profile of the day, a local level that follows the last minutes,
 * a slow level that follows days, and the noise around both.
 *
 * <p>Exponentially weighted levels on top of a seasonal profile (Holt 1957, Winters 1960), on a
 * scale where the noise of counts does not depend on the rate (Anscombe 1948).
 */
final class Baseline {
    static final int BINS = 96;
    static final int HOURS = 24;
    static final int BYTES =
            (BINS + HOURS) * Float.BYTES + HOURS + 9 * Double.BYTES + 4 * Integer.BYTES;

    private static final int DAY = 86_400;
    private static final int BIN_SECONDS = 900;

    /** Standard deviation over mean absolute deviation of a normal law: sqrt(pi / 2). */
    private static final double MEAN_TO_SIGMA = 1.2533;

    private static final int ENOUGH = 30;

    private final float[] season = new float[BINS];
    private final float[] hourScale = new float[HOURS];
    private final byte[] hourSamples = new byte[HOURS];
    private double level;
    private double steady;
    private double slow;
    private double scale;
    private double slowScale;
    private double gainFactor = 1;
    private double correlation;
    private double lastZ;
    private double binSum;
    private int binCount;
    private int bin = -1;
    private int seasonDays;
    private int samples;

    /** A value on the working scale. */
    static double transform(double value, boolean counts) {
        return counts ? 2 * Math.sqrt(Math.max(0, value) + .375) : value;
    }

    /** A value from the working scale. */
    static double restore(double y, boolean counts) {
        double positive = Math.max(0, y);
        return counts ? Math.max(0, positive * positive / 4 - .375) : y;
    }

    /** E[x] when the working scale shows this mean and standard deviation. */
    static double mean(double y, double sd, boolean counts) {
        if (!counts) {
            return y;
        }
        double positive = Math.max(0, y);
        return Math.max(0, (positive * positive + sd * sd) / 4 - .375);
    }

    /** Lets the local levels fall back to the slow one over a gap, by half in an hour. */
    void bridge(long gapSeconds) {
        double kept = Math.pow(.5, gapSeconds / 3_600.0);
        level = slow + (level - slow) * kept;
        steady = slow + (steady - slow) * kept;
    }

    /**
     * What a bucket is expected to show.
     *
     * @param weight how many events each that is seen stands for: the least dispersion of counts
     */
    Forecast forecast(long time, double weight, DetectorSettings settings) {
        boolean counts = settings.counts();
        double s = season(time, settings);
        double hour = hourScale(time, settings);
        double floor = counts ? Math.sqrt(weight) : 1e-9 + .003 * Math.abs(s + slow);
        double sigma = Math.max(floor, .5 * hour + .5 * scale);
        double near = mean(s + steady, hour, counts);
        double far = mean(s + slow, hour, counts);
        return new Forecast(
                s,
                s + level,
                s + steady,
                s + slow,
                sigma,
                Math.max(floor, slowScale),
                hour,
                mean(s + level, hour, counts),
                Math.min(near, far),
                Math.max(near, far),
                Math.max(weight, sigma * sigma));
    }

    /** Series of seconds have no course of the day. */
    private double hourScale(long time, DetectorSettings settings) {
        int hour = Math.floorMod(time, DAY) / 3_600;
        return hourSamples[hour] >= ENOUGH && pace(settings) == 1 ? hourScale[hour] : scale;
    }

    private static int bins(DetectorSettings settings) {
        return DAY / Math.max(BIN_SECONDS, settings.step());
    }

    private double season(long time, DetectorSettings settings) {
        if (seasonDays == 0) {
            return 0;
        }
        int bins = bins(settings);
        double position = Math.floorMod(time, DAY) / (double) DAY * bins - .5;
        if (settings.step() >= BIN_SECONDS) {
            return season[(int) (position + .5) % bins];
        }
        int before = (int) Math.floor(position);
        double left = season[Math.floorMod(before, bins)];
        double right = season[(before + 1) % bins];
        return left + (position - before) * (right - left);
    }

    /**
     * Learns a bucket.
     *
     * @param usual whether it is part of the normal course; else it is learnt for the next minutes,
     *     and not for the same time on other days
     */
    void learn(long time, double y, boolean usual, Forecast f, DetectorSettings settings) {
        samples++;
        if (samples == 1) {
            level = y;
            steady = y;
            slow = y;
        } else {
            learnLevels(y, f, settings);
            learnScales(time, y, f, settings);
            if (usual) {
                learnDays(y, f, settings);
            }
        }
        if (usual) {
            collect(time, y, settings);
        }
    }

    private void learnLevels(double y, Forecast f, DetectorSettings settings) {
        double z = f.z(y);
        correlation += .01 * (clip(z, 3) * clip(lastZ, 3) - correlation);
        lastZ = z;
        gainFactor = Math.max(.1, Math.min(10, gainFactor * Math.exp(.005 * correlation)));
        double early = 1.0 / samples;
        double base = gain(f, settings);
        if (Math.abs(z) <= 16 || samples < ENOUGH) {
            double gain = Math.max(.02 * pace(settings), Math.min(.8, base * gainFactor));
            level += Math.max(early, gain) * clip(y - f.local(), 8 * f.sigma());
            steady +=
                    Math.max(early, steadyGain(f, settings)) * clip(y - f.steady(), 8 * f.sigma());
        }
    }

    /** Fast where a bucket says much, slow where it is nearly all noise. */
    private static double gain(Forecast f, DetectorSettings settings) {
        double fastest = 1 - Math.pow(.5, settings.step() / 300.0);
        if (!settings.counts()) {
            return fastest;
        }
        double informed = .0053 * Math.sqrt(settings.step() / 60.0 * f.mu() / f.phi());
        return Math.min(fastest, informed);
    }

    /**
     * In proportion to what a bucket says, so that a partial drop at a low rate is not followed.
     */
    private static double steadyGain(Forecast f, DetectorSettings settings) {
        double informed = .00075 * settings.step() / 60.0 * f.mu() / f.phi();
        return settings.counts() ? Math.min(gain(f, settings), informed) : gain(f, settings);
    }

    /** What is learnt of a bucket at least, in minutes: a series of seconds is no faster. */
    private static double pace(DetectorSettings settings) {
        return Math.min(1, settings.step() / 60.0);
    }

    private void learnScales(long time, double y, Forecast f, DetectorSettings settings) {
        boolean young = samples < ENOUGH;
        double early = 1.0 / samples;
        double limit = young ? Double.MAX_VALUE : 3 * f.sigma();
        double error = Math.min(Math.abs(y - f.local()), limit) * MEAN_TO_SIGMA;
        scale += Math.max(.015 * pace(settings), early) * (error - scale);
        int hour = Math.floorMod(time, DAY) / 3_600;
        if (hourSamples[hour] < ENOUGH) {
            hourSamples[hour]++;
        }
        double hourRate = Math.max(.03, 1.0 / hourSamples[hour]);
        hourScale[hour] += (float) (hourRate * (error - hourScale[hour]));
    }

    private void learnDays(double y, Forecast f, DetectorSettings settings) {
        double early = 1.0 / samples;
        double gain = 1 - Math.pow(.5, settings.step() / (double) DAY);
        slow += Math.max(early, gain) * clip(y - f.slow(), 8 * f.slowSigma());
        double limit = samples < ENOUGH ? Double.MAX_VALUE : 3 * f.slowSigma();
        double error = Math.min(Math.abs(y - f.slow()), limit) * MEAN_TO_SIGMA;
        slowScale += Math.max(.003, early) * (error - slowScale);
    }

    private void collect(long time, double y, DetectorSettings settings) {
        moveToBin(time, settings);
        binSum += y;
        binCount++;
    }

    private void moveToBin(long time, DetectorSettings settings) {
        int bins = bins(settings);
        int next = (int) ((long) Math.floorMod(time, DAY) * bins / DAY);
        if (next == bin) {
            return;
        }
        if (bin >= 0 && binCount > 0) {
            double mean = binSum / binCount;
            if (seasonDays == 0) {
                for (int b = bin; b != next; b = (b + 1) % bins) {
                    season[b] = (float) mean;
                }
            } else {
                double rate = Math.max(settings.seasonRate(), 1.0 / (seasonDays + 1));
                season[bin] += (float) (rate * (mean - season[bin]));
            }
        }
        bin = next;
        binSum = 0;
        binCount = 0;
    }

    /** Called once a day of life: from the second day on the profile is part of the forecast. */
    void completeDay(long time, DetectorSettings settings) {
        if (settings.seasonRate() == 0) {
            return;
        }
        moveToBin(time, settings);
        seasonDays++;
        if (seasonDays == 1) {
            double profile = season(time, settings);
            level -= profile;
            steady -= profile;
            slow = level;
        }
    }

    /** Accepts what is seen now as the level. */
    void accept(double y, Forecast f) {
        level = y - f.season();
        steady = level;
    }

    double level() {
        return level;
    }

    double slow() {
        return slow;
    }

    private static double clip(double value, double limit) {
        return Math.max(-limit, Math.min(limit, value));
    }

    void write(ByteBuffer out) {
        for (float value : season) {
            out.putFloat(value);
        }
        for (float value : hourScale) {
            out.putFloat(value);
        }
        out.put(hourSamples);
        out.putDouble(level).putDouble(steady).putDouble(slow);
        out.putDouble(scale).putDouble(slowScale);
        out.putDouble(gainFactor).putDouble(correlation).putDouble(lastZ).putDouble(binSum);
        out.putInt(binCount).putInt(bin).putInt(seasonDays).putInt(samples);
    }

    void read(ByteBuffer in) {
        for (int i = 0; i < BINS; i++) {
            season[i] = in.getFloat();
        }
        for (int i = 0; i < HOURS; i++) {
            hourScale[i] = in.getFloat();
        }
        in.get(hourSamples);
        level = in.getDouble();
        steady = in.getDouble();
        slow = in.getDouble();
        scale = in.getDouble();
        slowScale = in.getDouble();
        gainFactor = in.getDouble();
        correlation = in.getDouble();
        lastZ = in.getDouble();
        binSum = in.getDouble();
        binCount = in.getInt();
        bin = in.getInt();
        seasonDays = in.getInt();
        samples = in.getInt();
    }
}
