package dev.exodus.bench.score;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a detector said about all series of a data set, and what it cost.
 *
 * @param judgements by the name of the series
 * @param microsPerRow time of one row
 * @param bytes state of one series, null if unknown
 */
record Judged(
        String detector, Map<String, Judgement> judgements, double microsPerRow, Integer bytes) {

    /**
     * @param progress told after every series
     */
    static Judged of(Contender contender, DataSet data, Runnable progress) {
        Map<String, Judgement> judgements = new LinkedHashMap<>();
        long nanos = 0;
        long rows = 0;
        int bytes = 0;
        for (LabelledSeries series : data.series()) {
            long start = System.nanoTime();
            Judgement judgement = contender.judge(series);
            nanos += System.nanoTime() - start;
            rows += series.size();
            bytes = Math.max(bytes, judgement.bytes());
            judgements.put(series.name(), judgement);
            progress.run();
        }
        double micros = rows == 0 ? 0 : nanos / 1e3 / rows;
        return new Judged(contender.name(), judgements, micros, bytes == 0 ? null : bytes);
    }

    Score score(DataSet data) {
        boolean nab = data.nab() != null;
        return new Score(
                data.name(),
                detector,
                data.series().size(),
                microsPerRow,
                bytes,
                nab ? null : events(data),
                nab ? new Score.Nab(profiles(data, false), profiles(data, true)) : null);
    }

    private Score.Events events(DataSet data) {
        EventScore events = new EventScore();
        PointScore points = new PointScore();
        Calibration[] calibration = {new Calibration(1e-3), new Calibration(1e-4)};
        for (LabelledSeries series : data.series()) {
            Judgement judgement = judgements.get(series.name());
            events.add(series, judgement);
            points.add(series, judgement.alarms());
            for (Calibration one : calibration) {
                one.add(series, judgement.surprises());
            }
        }
        return Score.Events.of(events, points, calibration);
    }

    private double[] profiles(DataSet data, boolean countsOnly) {
        var files = data.nab().scored(judgements, countsOnly);
        if (files.isEmpty()) {
            return null;
        }
        return Arrays.stream(NabScore.Profile.values())
                .mapToDouble(profile -> NabScore.best(files, profile).score())
                .toArray();
    }
}
