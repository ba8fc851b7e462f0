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
    private static final int TICKS = 5;
    private static final List<String> COLOURS =
            List.of("#1f78b4", "#33a02c", "#e31a1c", "#ff7f00", "#6a3d9a", "#b15928", "#666666");

    private final long from;
    private final long to;
    private final String unit;
    private final StringBuilder svg = new StringBuilder();

    private Chart(long from, long to, String unit) {
        this.from = from;
        this.to = to;
        this.unit = unit;
    }

    /**
     * Draws it.
     *
     * @param frames each with the columns time, metric and a number
     * @param from first millisecond since 1970
     * @param incident start and end of the area that is marked
     * @return an SVG element, with its legend below it
     */
    static String of(List<Frame> frames, long from, long to, long[] incident, String unit) {
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
        return new Chart(from, to, unit).draw(series, incident);
    }

    private String draw(Map<String, List<double[]>> series, long[] incident) {
        double top =
                series.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(point -> point[1])
                        .max()
                        .orElse(1);
        double most = top > 0 ? top : 1;
        svg.append(
                String.format(
                        Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT));
        double start = x(Math.max(from, incident[0]));
        add(
                "<rect class=\"incident\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                start, TOP, x(Math.min(to, incident[1])) - start, HEIGHT - TOP - BOTTOM);
        for (int i = 0; i <= TICKS; i++) {
            axes(most * i / TICKS, most, from + (to - from) * i / TICKS);
        }
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        int place = 0;
        for (Map.Entry<String, List<double[]>> line : series.entrySet()) {
            String colour = COLOURS.get(place++ % COLOURS.size());
            svg.append("<path fill=\"none\" stroke=\"").append(colour).append("\" d=\"");
            path(line.getValue(), most);
            svg.append("\"/>");
            legend.append("<span style=\"border-color:").append(colour).append("\">");
            legend.append(Text.escaped(line.getKey())).append("</span> ");
        }
        return svg.append("</svg>").append(legend).append("</p>").toString();
    }

    private void axes(double value, double most, long time) {
        double y = y(value, most);
        add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
        add(
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                LEFT - 6, y + 4, Text.number(value, unit));
        String clock = Instant.ofEpochMilli(time).toString().substring(11, 16);
        add(
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                x(time), HEIGHT - 8, clock);
    }

    /** Where points are missing for longer than two steps the line has a gap. */
    private void path(List<double[]> points, double most) {
        double step = Double.POSITIVE_INFINITY;
        for (int i = 1; i < points.size(); i++) {
            step = Math.min(step, points.get(i)[0] - points.get(i - 1)[0]);
        }
        double last = Double.NEGATIVE_INFINITY;
        for (double[] point : points) {
            boolean gap = last == Double.NEGATIVE_INFINITY || point[0] - last > 2 * step;
            add("%s%.1f %.1f", gap ? "M" : "L", x(point[0]), y(point[1], most));
            last = point[0];
        }
    }

    private double x(double time) {
        return LEFT + (time - from) / (to - from) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
