package dev.exodus.bench.score;

import dev.exodus.core.outages.Bucket;
import dev.exodus.core.outages.DetectorSettings;
import dev.exodus.core.outages.DetectorState;
import dev.exodus.core.outages.Episode;
import dev.exodus.core.outages.OutageDetector;
import dev.exodus.core.outages.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The detector of Exodus. */
final class ExodusDetector implements Contender {
    private final String name;
    private final UnaryOperator<DetectorSettings> change;

    ExodusDetector() {
        this("exodus", UnaryOperator.identity());
    }

    /** A variant, for ablations. */
    ExodusDetector(String name, UnaryOperator<DetectorSettings> change) {
        this.name = name;
        this.change = change;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Judgement judge(LabelledSeries series) {
        DetectorSettings defaults =
                series.isCounts()
                        ? DetectorSettings.counts(series.step())
                        : DetectorSettings.values(series.step());
        DetectorSettings settings = change.apply(defaults);
        DetectorState state = new DetectorState();
        int n = series.size();
        double[] scores = new double[n];
        double[] surprises = new double[n];
        boolean[] alarms = new boolean[n];
        List<Span> spans = new ArrayList<>();
        Episode open = null;
        for (int i = 0; i < n; i++) {
            Bucket bucket = Bucket.of(series.times()[i], series.values()[i]);
            Step step = OutageDetector.step(state, bucket, settings);
            surprises[i] = step.surprise();
            scores[i] = step.record();
            open = step.episode();
            alarms[i] = open != null && open.isOpen();
            if (step.closed()) {
                spans.add(span(open, open.end()));
                open = null;
            }
        }
        if (open != null) {
            spans.add(span(open, series.times()[n - 1] + series.step()));
        }
        return new Judgement(scores, alarms, spans, surprises, DetectorState.BYTES);
    }

    private static Span span(Episode episode, long end) {
        return new Span(episode.start(), episode.detected(), Math.max(end, episode.detected()));
    }
}
