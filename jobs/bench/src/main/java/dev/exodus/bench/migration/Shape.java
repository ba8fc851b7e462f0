package dev.exodus.bench.migration;

import dev.exodus.simulator.Stream;

/** The ordinary week of a service: two waves a day, another level and another hour at weekends. */
final class Shape {
    private static final int DAY = 1440;

    private final double perMinute;
    private final double daily;
    private final double twiceDaily;
    private final int peak;
    private final double weekend;
    private final int weekendDelay;

    private Shape(
            double perMinute,
            double daily,
            double twiceDaily,
            int peak,
            double weekend,
            int weekendDelay) {
        this.perMinute = perMinute;
        this.daily = daily;
        this.twiceDaily = twiceDaily;
        this.peak = peak;
        this.weekend = weekend;
        this.weekendDelay = weekendDelay;
    }

    static Shape draw(Stream random) {
        return new Shape(
                Math.exp(Math.log(20) + Math.log(30) * random.next()),
                0.3 + 0.3 * random.next(),
                0.1 + 0.15 * random.next(),
                random.next(DAY),
                0.8 + 0.6 * random.next(),
                random.next(120));
    }

    /** Expected registrations in a minute; day 0 is a Monday. */
    double at(int minute) {
        boolean weekendDay = Math.floorMod(minute / DAY, 7) >= 5;
        double phase = 2 * Math.PI * (minute - peak - (weekendDay ? weekendDelay : 0)) / DAY;
        double wave = 1 + daily * Math.cos(phase) + twiceDaily * Math.cos(2 * phase);
        return perMinute * wave * (weekendDay ? weekend : 1);
    }
}
