package dev.exodus.bench.score;

import java.util.List;

/**
 * What a detector said about a series.
 *
 * @param scores how anomalous each row is: larger is more; for threshold-free measures
 * @param alarms rows for which an alarm stands, with what was known at that row
 * @param spans episodes, in order
 * @param surprises -log10 p of each row, or null if the detector gives no probability
 * @param bytes state for one series, or 0 if unknown
 */
public record Judgement(
        double[] scores, boolean[] alarms, List<Span> spans, double[] surprises, int bytes) {}
