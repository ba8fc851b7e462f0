package dev.exodus.dashboards.report;

import dev.exodus.dashboards.sql.Frame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time series as a picture in SVG. */
final class Chart {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 260;
    private static final int LEFT = 70;
    private static final int RIGHT = 24;
    private static final int TOP = 10;
    private static final int BOTTOM = 28;
    private static final int MOST_TICKS = 8;
    private static final long[] STEPS_MIN = {1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440};

    private final long from;
    private final long to;
    private final Look look;
    private final StringBuilder svg = new StringBuilder();
    private double bottom;
    private double most;

    private Chart(long from, long to, Look look) {
        this.from = from;
        this.to = to;
        this.look = look;
    }

    /**
     * Draws it.
     *
     * @param frames each with the columns time, metric and a number
     * @param from first millisecond since 1970
     * @param areas start and end of each that is marked
     * @return an SVG element, with its legend below it
     */
    static String of(List<Frame> frames, long from, long to, List<long[]> areas, Look look) {
        Map<String, List<double[]>> series = new LinkedHashMap<>();
        for (Frame frame : frames) {
            for (List<Object> row : frame.rows()) {
                if (row.get(2) != null) {
                    series.computeIfAbsent(String.valueOf(row.get(1)), name -> new ArrayList<>())
                            .add(
                                    new double[] {
                                        ((Number) row.get(0)).doubleValue(),
                                        ((Number) row.get(2)).doubleValue()
                                    });
                }
            }
        }
        return new Chart(from, to, look).draw(series, areas);
    }

    private String draw(Map<String, List<double[]>> series, List<long[]> areas) {
        double top =
                series.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(point -> point[1])
                        .max()
                        .orElse(1);
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT);
        for (long[] area : areas) {
            double start = x(Math.max(from, area[0]));
            add(
                    "<rect class=\"incident\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    start, TOP, x(Math.min(to, area[1])) - start, HEIGHT - TOP - BOTTOM);
        }
        for (double value : values(top)) {
            double y = y(value);
            add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 6, y + 4, Text.number(value, look.unit()));
        }
        times();
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        int place = 0;
        for (Map.Entry<String, List<double[]>> line : series.entrySet()) {
            String colour = look.colour(line.getKey(), place++);
            add(
                    "<path fill=\"none\" stroke=\"%s\" stroke-dasharray=\"%s\" d=\"",
                    colour, look.dashes(line.getKey()));
            path(line.getValue());
            svg.append("\"/>");
            legend.append("<span style=\"border-color:").append(colour).append("\">");
            legend.append(Text.escaped(line.getKey())).append("</span> ");
        }
        return svg.append("</svg>").append(legend).append("</p>").toString();
    }

    /** Round values for the axis, the last of them at its end or above the data. */
    private List<Double> values(double top) {
        List<Double> ticks = new ArrayList<>();
        if (look.logarithmic()) {
            bottom = look.min();
            for (double value = bottom; ticks.isEmpty() || most < top; value *= 10) {
                ticks.add(value);
                most = value;
            }
            return ticks;
        }
        double highest = Double.isNaN(look.max()) ? (top > 0 ? top : 1) : look.max();
        double size = Math.pow(10, Math.floor(Math.log10(highest / 4)));
        double step = size * (highest / size <= 10 ? 2 : highest / size <= 25 ? 5 : 10);
        int count = (int) Math.ceil(highest / step - 1e-9);
        most = count * step;
        for (int i = 0; i <= count; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private void times() {
        long step = STEPS_MIN[STEPS_MIN.length - 1];
        for (int i = STEPS_MIN.length - 1; i >= 0; i--) {
            step = (to - from) / 60_000 / STEPS_MIN[i] < MOST_TICKS ? STEPS_MIN[i] : step;
        }
        long millis = step * 60_000;
        for (long time = Math.floorDiv(from + millis - 1, millis) * millis;
                time <= to;
                time += millis) {
            String iso = Instant.ofEpochMilli(time).toString();
            String text = time % 86_400_000 == 0 ? iso.substring(5, 10) : iso.substring(11, 16);
            add(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                    x(time), x(time), TOP, HEIGHT - BOTTOM);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(time), HEIGHT - 8, text);
        }
    }

    /** Where points are missing for longer than two steps the line has a gap. */
    private void path(List<double[]> points) {
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < points.size(); i++) {
            step = Math.min(step, points.get(i)[0] - points.get(i - 1)[0]);
        }
        double last = Double.NEGATIVE_INFINITY;
        for (double[] point : points) {
            boolean gap = last == Double.NEGATIVE_INFINITY || point[0] - last > 2 * step;
            add("%s%.1f %.1f", gap ? "M" : "L", x(point[0]), y(point[1]));
            last = point[0];
        }
    }

    private double x(double time) {
        return LEFT + (time - from) / (to - from) * (WIDTH - LEFT - RIGHT);
    }

    /** What is beyond the axis is drawn at its end. */
    private double y(double value) {
        double kept = Math.max(bottom, Math.min(most, value));
        double share =
                look.logarithmic()
                        ? Math.log(kept / bottom) / Math.log(most / bottom)
                        : kept / most;
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
