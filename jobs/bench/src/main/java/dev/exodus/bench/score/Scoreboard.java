package dev.exodus.bench.score;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All detectors on all data sets, as a table and for a file.
 *
 * @param scores a line per data set and detector
 * @param silence total outages in invented series
 * @param gates what must be reached
 * @param met whether all of it is
 */
record Scoreboard(List<Score> scores, List<Silence> silence, List<Gate> gates, boolean met) {

    /** Told how far it is. */
    interface Progress {
        void at(String what, int done, int of);
    }

    static List<Contender> contenders() {
        List<Contender> all = new ArrayList<>();
        all.add(new ExodusDetector());
        all.add(new RollingZ());
        all.add(new MedianRatio());
        all.add(new SameTimeMedian());
        all.addAll(RandomCutForest.contenders());
        return all;
    }

    /**
     * @param slowSeries most series of a data set that a slow detector is run on; 0 leaves it out
     */
    static Scoreboard measure(List<DataSet> sets, int slowSeries, Progress progress) {
        List<Score> scores = new ArrayList<>();
        List<Gate> gates = new ArrayList<>();
        for (DataSet data : sets) {
            List<Score> own = new ArrayList<>();
            for (Contender contender : contenders()) {
                DataSet sample = contender.isSlow() ? data.sample(slowSeries) : data;
                if (!sample.series().isEmpty()) {
                    own.add(score(contender, sample, progress));
                }
            }
            gates.addAll(Gate.of(data, own));
            scores.addAll(own);
        }
        List<Silence> silence = silence(gates, progress);
        return new Scoreboard(scores, silence, gates, gates.stream().allMatch(Gate::met));
    }

    private static Score score(Contender contender, DataSet data, Progress progress) {
        String what = data.name() + ", " + contender.name();
        int[] done = {0};
        int all = data.series().size();
        return Judged.of(contender, data, () -> progress.at(what, ++done[0], all)).score(data);
    }

    private static List<Silence> silence(List<Gate> gates, Progress progress) {
        int days = 12 * 86_400;
        List<Silence> all = new ArrayList<>();
        progress.at("invented silence", 0, 3);
        all.add(Silence.measure(6_000, 1, 3 * 3_600, 600));
        gates.addAll(Gate.of(all.get(0), 2));
        progress.at("invented silence", 1, 3);
        all.add(Silence.measure(1_300, 60, days, 86_400));
        gates.addAll(Gate.of(all.get(1), 60));
        progress.at("invented silence", 2, 3);
        all.add(Silence.measure(1, 60, days, 86_400));
        gates.addAll(Gate.of(all.get(2), 16 * 60));
        progress.at("invented silence", 3, 3);
        return all;
    }

    void print(PrintWriter out) {
        printEvents(out);
        printNab(out);
        printSilence(out);
        out.println();
        for (Gate gate : gates) {
            out.printf(
                    Locale.ROOT,
                    "%-8s %s: %.4g (at %s %.4g)%n",
                    gate.met() ? "met" : "NOT MET",
                    gate.name(),
                    gate.measured(),
                    gate.atLeast() ? "least" : "most",
                    gate.limit());
        }
        out.flush();
    }

    private void printEvents(PrintWriter out) {
        if (scores.stream().noneMatch(s -> s.events() != null)) {
            return;
        }
        out.printf(
                "%-22s %-25s %6s %6s %6s %6s %6s %7s %11s %11s %11s %7s %11s %8s %6s%n",
                "events",
                "",
                "series",
                "F1",
                "prec.",
                "recall",
                "false",
                "/100 d",
                "delay min",
                "start min",
                "end min",
                "pointF1",
                "calibr.",
                "us/row",
                "bytes");
        for (Score s : scores) {
            if (s.events() != null) {
                out.println(line(s, s.events()));
            }
        }
    }

    private static String line(Score s, Score.Events e) {
        return String.format(
                Locale.ROOT,
                "%-22s %-25s %6d %6.3f %6.3f %6.3f %6d %7.2f %11s %11s %11s %7.3f %11s %8.2f %6s",
                s.data(),
                s.detector(),
                s.series(),
                e.f1(),
                e.precision(),
                e.recall(),
                e.falseEpisodes(),
                e.falsePer100KeyDays(),
                pair(e.delayMedian(), e.delayP90(), 1),
                pair(e.startError(), e.startErrorCorrected(), 2),
                pair(e.endError(), e.endErrorCorrected(), 2),
                e.pointF1(),
                pair(e.calibration3(), e.calibration4(), 1),
                s.microsPerRow(),
                s.bytes() == null ? "-" : s.bytes().toString());
    }

    private static String pair(Double a, Double b, int digits) {
        return a == null || b == null
                ? "-"
                : String.format(Locale.ROOT, "%." + digits + "f/%." + digits + "f", a, b);
    }

    private void printNab(PrintWriter out) {
        for (Score s : scores) {
            if (s.nab() != null) {
                out.printf(
                        Locale.ROOT,
                        "%-22s %-25s %6d files: %s; count files: %s; %.2f us/row%n",
                        s.data(),
                        s.detector(),
                        s.series(),
                        profiles(s.nab().all()),
                        profiles(s.nab().counts()),
                        s.microsPerRow());
            }
        }
    }

    private static String profiles(double[] scores) {
        return scores == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f %.1f %.1f", scores[0], scores[1], scores[2]);
    }

    private void printSilence(PrintWriter out) {
        for (Silence s : silence) {
            out.printf(
                    Locale.ROOT,
                    "silence at %,.4g a minute, %d s buckets: found %d of %d, median %.0f s,"
                            + " slowest %.0f s; %d closed early, end wrong by %.0f s at most, %d"
                            + " alarms after%n",
                    s.rate(),
                    s.step(),
                    s.found(),
                    s.outages(),
                    s.median(),
                    s.slowest(),
                    s.closedEarly(),
                    s.endError(),
                    s.alarmsAfter());
        }
    }
}
