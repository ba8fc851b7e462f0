package dev.exodus.bench.score;

import java.util.ArrayList;
import java.util.List;

/**
 * An event, or what a detector takes for one.
 *
 * @param start first bucket, back-dated; seconds since the epoch
 * @param known bucket in which it became known; for an event its start
 * @param end end of the last bucket, exclusive
 */
public record Span(long start, long known, long end) {
    public Span {
        if (start > known || end < start) {
            throw new IllegalArgumentException(
                    "a span starts, is known, ends; got " + start + ", " + known + ", " + end);
        }
    }

    /** Spans in order, those with at most {@code gap} seconds between them made one. */
    static List<Span> merge(List<Span> spans, long gap) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.known() - last.end() <= gap) {
                merged.set(
                        merged.size() - 1,
                        new Span(
                                Math.min(last.start(), span.start()),
                                Math.min(last.known(), span.known()),
                                Math.max(last.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** Spans of the rows for which an alarm was given, each known at its first row. */
    static List<Span> of(LabelledSeries series, boolean[] alarms) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < alarms.length; i++) {
            if (alarms[i]) {
                long time = series.times()[i];
                spans.add(new Span(time, time, time + series.step()));
            }
        }
        return merge(spans, 0);
    }
}
