package dev.exodus.bench.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events against episodes, as {@code docs/methods/detection.md} defines it, added up over series.
 *
 * <p>An event is found if an episode is known and not over within {@value #TOLERANCE} buckets of
 * its start. Episodes at most {@value #MERGE} buckets apart are one. An episode that comes within
 * {@value #TOLERANCE} buckets of no event is a false one.
 */
final class EventScore {
    static final int TOLERANCE = 7;
    static final int MERGE = 5;

    /** The first days, in seconds, in which no detector is judged. */
    static final long WARM_UP = 2 * 86_400L;

    private int events;
    private int found;
    private int falseEpisodes;
    private double keyDays;
    private final List<Double> delays = new ArrayList<>();
    private final List<Double> startErrors = new ArrayList<>();
    private final List<Double> endErrors = new ArrayList<>();

    void add(LabelledSeries series, Judgement judgement) {
        long from = series.times()[0] + WARM_UP;
        long tolerance = (long) TOLERANCE * series.step();
        List<Span> truth = series.events();
        List<Span> episodes = Span.merge(judgement.spans(), (long) MERGE * series.step());
        keyDays += Math.max(0, series.days() - WARM_UP / 86_400.0);
        for (Span event : truth) {
            if (event.start() >= from) {
                addEvent(event, episodes, tolerance, series.step());
            }
        }
        for (Span episode : episodes) {
            if (episode.known() >= from
                    && truth.stream().noneMatch(e -> near(e, episode, tolerance))) {
                falseEpisodes++;
            }
        }
    }

    private static boolean near(Span event, Span episode, long tolerance) {
        return episode.known() < event.end() + tolerance
                && episode.end() > event.start() - tolerance;
    }

    private void addEvent(Span event, List<Span> episodes, long tolerance, int step) {
        events++;
        long last = Math.min(event.start() + tolerance, event.end() - step);
        for (Span episode : episodes) {
            if (episode.known() <= last && episode.end() > event.start()) {
                found++;
                delays.add(Math.max(0, episode.known() - event.start()) / 60.0);
                startErrors.add((episode.start() - event.start()) / 60.0);
                endErrors.add((episode.end() - event.end()) / 60.0);
                return;
            }
        }
    }

    int events() {
        return events;
    }

    int found() {
        return found;
    }

    int falseEpisodes() {
        return falseEpisodes;
    }

    double precision() {
        return found + falseEpisodes == 0 ? 0 : (double) found / (found + falseEpisodes);
    }

    double recall() {
        return events == 0 ? 0 : (double) found / events;
    }

    double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }

    double falsePer100KeyDays() {
        return keyDays == 0 ? 0 : 100 * falseEpisodes / keyDays;
    }

    /** Minutes from an event's start to the alarm. */
    double delay(double quantile) {
        return quantile(delays, quantile);
    }

    /** Mean absolute error of the start, minutes; labels may be padded, so also without offset. */
    double startError(boolean offsetCorrected) {
        return meanAbsolute(startErrors, offsetCorrected);
    }

    double endError(boolean offsetCorrected) {
        return meanAbsolute(endErrors, offsetCorrected);
    }

    private static double meanAbsolute(List<Double> errors, boolean offsetCorrected) {
        double offset = offsetCorrected ? quantile(errors, .5) : 0;
        return errors.stream().mapToDouble(e -> Math.abs(e - offset)).average().orElse(Double.NaN);
    }

    /** The smallest element at or below which this share of all lies. */
    static double quantile(List<Double> values, double quantile) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }
}
