package dev.exodus.core.outages;

/**
 * The outage detector of one series: one step per bucket.
 *
 * <p>It knows no clock, timer or randomness: what it says is a function of the buckets alone. The
 * formulas and what each of them earns are in {@code docs/methods/detection.md}.
 */
public final class OutageDetector {
    private static final int DAY = 86_400;
    private static final int MINUTE = 60;
    private static final long LONG_GAP = 1_800;
    private static final double BAND = 3;

    /** Seconds, and buckets, in which the local level does not go far with a change. */
    private static final long SUDDEN = 300;

    private static final long SUDDEN_BUCKETS = 5;

    /**
     * Expected events over dispersion from which one bucket shows a fall to 60 % by itself, at 4
     * standard deviations: (4 / .4)^2. There a sum over buckets would find only the slow changes of
     * course that busy series have without an outage.
     */
    private static final double PRECISE = 100;

    /** How much more a row of zeros must show where the course of the day is not known. */
    private static final double FIRST_DAY = 3;

    /**
     * Share of the expected below which a bucket is a collapse, not the night to come: where the
     * course of the day is not known nothing else is believed.
     */
    private static final double COLLAPSE = .3;

    /** How long the days before a surge are what is usual, though it goes on. */
    private static final long SURGE_MEMORY = 7 * DAY;

    /** Share of what is usual from which on what a surge left is not what is usual. */
    private static final double CLEARLY_MORE = 1.25;

    private OutageDetector() {}

    /**
     * Takes the next bucket.
     *
     * @param state state after the bucket before; it is brought up to date in place
     * @param bucket a bucket later than every covered one before
     * @param settings the same for every step of a series
     * @throws IllegalArgumentException if the bucket is not later
     */
    public static Step step(DetectorState state, Bucket bucket, DetectorSettings settings) {
        if (!bucket.covered()) {
            EpisodeMachine machine = state.machine;
            return Step.unknown(bucket.time(), machine.isOpen() ? machine.episode() : null);
        }
        long time = bucket.time();
        begin(state, time, settings);
        state.machine.weigh(bucket.weight());
        double y = Baseline.transform(bucket.value(), settings.counts());
        Forecast f = state.baseline.forecast(time, state.machine.weight(), settings);
        double z = f.z(y);
        double surprise = Math.max(state.dropShock.surprise(-z), state.riseShock.surprise(z));
        double usual = Baseline.mean(f.slow(), f.hourSigma(), settings.counts());
        double record = state.record.step(time, z, bucket.value() - usual, settings.step());
        boolean judged = state.buckets >= settings.warmUp();
        boolean opened = false;
        Episode episode = null;
        if (judged) {
            runTests(state, bucket, z, f, settings);
            if (state.machine.isOpen()) {
                episode = advance(state, bucket, y, f, settings);
            } else {
                opened = open(state, bucket, y, f, settings);
                episode = opened ? state.machine.episode() : null;
            }
        }
        learn(state, time, y, usual, f, settings);
        state.last = time;
        state.buckets++;
        return new Step(
                time,
                verdict(state, judged, settings),
                f.mu(),
                usual,
                Baseline.restore(f.local() - BAND * f.sigma(), settings.counts()),
                Baseline.restore(f.local() + BAND * f.sigma(), settings.counts()),
                z,
                surprise,
                record,
                opened,
                episode);
    }

    private static void begin(DetectorState state, long time, DetectorSettings settings) {
        if (state.buckets == 0) {
            state.first = time;
            return;
        }
        if (time <= state.last) {
            throw new IllegalArgumentException(
                    "bucket at " + time + " is not later than the last one at " + state.last);
        }
        long gap = time - state.last - settings.step();
        if (gap > 0 && !isRaised(state, time)) {
            state.baseline.bridge(gap);
        }
        if (gap > LONG_GAP) {
            resetTests(state);
        }
        if (time - state.first >= (long) DAY * (state.days + 1)) {
            state.days = (int) ((time - state.first) / DAY);
            state.baseline.completeDay(time, settings);
        }
    }

    private static void resetTests(DetectorState state) {
        state.deep.reset();
        state.partial.reset();
        state.surge.reset();
        state.silence.reset();
        state.dropRun.stop();
        state.riseRun.stop();
    }

    private static void runTests(
            DetectorState state, Bucket bucket, double z, Forecast f, DetectorSettings settings) {
        long time = bucket.time();
        double x = bucket.value();
        double gained = (x / Math.max(f.mu(), 1e-9) - 1) * settings.step() / 60.0;
        state.dropRun.step(time, -z, x, f.mu(), -gained, state.dropShock.surprise(-z));
        state.riseRun.step(time, z, x, f.mu(), gained, state.riseShock.surprise(z));
        if (!settings.counts()) {
            return;
        }
        double low = f.muLow();
        double high = f.muHigh();
        double phi = f.phi();
        double deep = ChangeTest.evidence(x, .95 * low, .3, phi);
        state.deep.step(time, x, low, deep, settings.deepLimit());
        if (low < PRECISE * phi) {
            double partial = ChangeTest.evidence(x, .8 * low, .6, phi);
            state.partial.step(time, x, low, partial, settings.partialLimit());
        } else {
            state.partial.reset();
        }
        double surge = ChangeTest.evidence(x, high / .95, 1 / .3, phi);
        state.surge.step(time, x, high, surge, settings.deepLimit());
        // Without a course of the day, what the last minutes show less and less of is no longer
        // due.
        state.silence.step(time, x, isSeconds(settings) ? Math.min(low, f.mu()) : low, phi);
    }

    private static boolean open(
            DetectorState state, Bucket bucket, double y, Forecast f, DetectorSettings settings) {
        return openDrop(state, bucket, y, f, settings) || openRise(state, bucket, y, f, settings);
    }

    private static boolean openDrop(
            DetectorState state, Bucket bucket, double y, Forecast f, DetectorSettings settings) {
        double surprise = state.dropRun.surprise();
        boolean far =
                -f.slowZ(y) >= settings.slowGuard()
                        || settings.counts()
                                && !isRaised(state, bucket.time())
                                && bucket.value() < .5 * f.muLow();
        boolean believed =
                knowsCourse(state, settings)
                        || settings.counts() && bucket.value() < COLLAPSE * f.muLow();
        boolean shock =
                surprise >= settings.dropSurprise()
                        && far
                        && believed
                        && enough(state.dropRun, settings);
        double youth = youth(state, settings);
        boolean deep = state.deep.sum() >= youth * settings.deepLimit();
        boolean partial = state.partial.sum() >= youth * settings.partialLimit();
        boolean blind = state.days == 0 || isSeconds(settings);
        double silenceLimit = (blind ? FIRST_DAY : 1) * settings.silenceLimit();
        boolean silent = state.silence.improbability() >= silenceLimit;
        if (!shock && !deep && !partial && !silent) {
            return false;
        }
        Traffic since = dropSince(state, shock, silent, deep, settings);
        double sum = Math.max(state.deep.sum(), state.partial.sum());
        double nats = Math.max(sum, state.silence.improbability());
        int tests =
                OpeningTest.SHOCK.bit(shock)
                        | OpeningTest.DEEP_DROP.bit(deep)
                        | OpeningTest.PARTIAL_DROP.bit(partial)
                        | OpeningTest.SILENCE.bit(silent);
        double decades = Math.max(surprise, nats / Math.log(10));
        start(state, Direction.DOWN, since, bucket.time(), f, decades, tests, settings);
        return true;
    }

    private static Traffic dropSince(
            DetectorState state,
            boolean shock,
            boolean silent,
            boolean deep,
            DetectorSettings settings) {
        if (shock) {
            return state.dropRun.traffic();
        }
        Traffic climb = state.deep.climb();
        if (silent) {
            // One event that got through after the outage began does not move its start.
            long before = state.silence.row().since() - climb.since();
            boolean part = isSeconds(settings) && before >= 0 && before <= SUDDEN;
            return part && state.deep.sum() > 0 ? climb : state.silence.row();
        }
        return deep ? climb : state.partial.climb();
    }

    private static boolean openRise(
            DetectorState state, Bucket bucket, double y, Forecast f, DetectorSettings settings) {
        double surprise = state.riseRun.surprise();
        boolean shock =
                knowsCourse(state, settings)
                        && surprise >= settings.riseSurprise()
                        && f.slowZ(y) >= settings.slowGuard()
                        && enough(state.riseRun, settings);
        boolean surge = state.surge.sum() >= youth(state, settings) * settings.deepLimit();
        if (!shock && !surge) {
            return false;
        }
        Traffic since = shock ? state.riseRun.traffic() : state.surge.climb();
        int tests = OpeningTest.SHOCK.bit(shock) | OpeningTest.SURGE.bit(surge);
        double decades = Math.max(surprise, state.surge.sum() / Math.log(10));
        start(state, Direction.UP, since, bucket.time(), f, decades, tests, settings);
        return true;
    }

    /**
     * How much more a sum over buckets must show while the profile of the day is young: its error
     * is the same in neighbouring buckets, so it adds up, and it falls with the days seen. On the
     * first day there is no profile and no such test, and in buckets of seconds there never is.
     */
    private static double youth(DetectorState state, DetectorSettings settings) {
        return state.days == 0 || isSeconds(settings)
                ? Double.POSITIVE_INFINITY
                : 1 + 2.0 / (1 + state.days);
    }

    /**
     * Whether the course of the day is known well enough to believe more than a collapse. On the
     * first day there is none, but longer buckets than a minute have hardly been judged by then.
     * Series of seconds have no history, so theirs may be that of a surge.
     */
    private static boolean knowsCourse(DetectorState state, DetectorSettings settings) {
        return !isSeconds(settings) && (state.days > 0 || settings.step() > MINUTE);
    }

    private static boolean isSeconds(DetectorSettings settings) {
        return settings.step() < MINUTE;
    }

    private static boolean enough(Run run, DetectorSettings settings) {
        return run.running() && (!settings.counts() || run.deficit() >= settings.minimumDeficit());
    }

    private static void start(
            DetectorState state,
            Direction direction,
            Traffic since,
            long time,
            Forecast f,
            double decades,
            int tests,
            DetectorSettings settings) {
        boolean sudden = time - since.since() <= Math.min(SUDDEN, SUDDEN_BUCKETS * settings.step());
        state.machine.open(
                direction, since, time, levelAtOpening(state, f, sudden), decades, tests);
    }

    /** The local level, unless it may already have gone with the change. */
    private static double levelAtOpening(DetectorState state, Forecast f, boolean sudden) {
        double level = state.baseline.level();
        double slow = state.baseline.slow();
        return sudden && Math.abs(level - slow) <= 3 * f.slowSigma() ? level : slow;
    }

    private static Episode advance(
            DetectorState state, Bucket bucket, double y, Forecast f, DetectorSettings settings) {
        boolean over = state.machine.step(bucket.time(), bucket.value(), y, f, settings);
        boolean givenUp = !over && state.machine.mustGiveUp(bucket.time(), settings);
        if (!over && !givenUp) {
            return state.machine.episode();
        }
        if (givenUp) {
            state.baseline.accept(y, f);
        }
        noteSurge(state, settings);
        resetTests(state);
        return state.machine.close(givenUp, bucket.time());
    }

    private static Verdict verdict(DetectorState state, boolean judged, DetectorSettings settings) {
        if (!judged) {
            return Verdict.LEARNING;
        }
        int sign = state.machine.sign();
        boolean firstDay = state.days == 0 && settings.step() <= MINUTE;
        Verdict quiet = firstDay ? Verdict.LEARNING : Verdict.NORMAL;
        return sign < 0 ? Verdict.DOWN : sign > 0 ? Verdict.UP : quiet;
    }

    private static void learn(
            DetectorState state,
            long time,
            double y,
            double usual,
            Forecast f,
            DetectorSettings settings) {
        boolean frozen =
                state.machine.isOpen()
                        && (state.deep.sum() >= settings.deepLimit() / 2
                                || settings.counts() && state.machine.isExtreme());
        if (frozen) {
            return;
        }
        state.baseline.learn(time, y, isUsual(state, time, usual, f), f, settings);
        double z = f.z(y);
        if (Math.abs(z) <= settings.learnLimit()) {
            state.dropShock.learn(-z);
            state.riseShock.learn(z);
        }
    }

    /**
     * Whether a bucket says what is usual at this time of day. What is above that in the week of a
     * surge does not: people are drawn for a while, and when they no longer are that is no drop.
     * Nor do the local levels fall back to it over a gap.
     */
    private static boolean isUsual(DetectorState state, long time, double usual, Forecast f) {
        return !isRaised(state, time) || f.mu() <= CLEARLY_MORE * usual;
    }

    /** Whether it is the week of a surge. */
    private static boolean isRaised(DetectorState state, long time) {
        return time / MINUTE < state.raisedUntil;
    }

    /** Notes that a rise above twice what is expected is over, or has gone on for a day. */
    private static void noteSurge(DetectorState state, DetectorSettings settings) {
        EpisodeMachine rise = state.machine;
        boolean minutes = settings.counts() && settings.step() <= MINUTE;
        if (minutes && rise.sign() > 0 && rise.isExtreme()) {
            state.raisedUntil = (int) ((rise.since() + SURGE_MEMORY) / MINUTE);
        }
    }
}
