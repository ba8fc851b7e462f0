package dev.exodus.bench.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something the detector must reach.
 *
 * @param name what is measured, and on what
 * @param measured what was reached
 * @param limit what must be reached
 * @param atLeast whether the limit is the least, else the most, that is allowed
 * @param met whether it is
 */
record Gate(String name, double measured, double limit, boolean atLeast, boolean met) {
    private static final double LEAD = .04;

    static Gate atLeast(String name, double measured, double limit) {
        return new Gate(name, measured, limit, true, measured >= limit);
    }

    static Gate atMost(String name, double measured, double limit) {
        return new Gate(name, measured, limit, false, measured <= limit);
    }

    /** The gates that apply to these scores: counts per minute, and a Numenta corpus. */
    static List<Gate> of(DataSet data, List<Score> scores) {
        List<Gate> gates = new ArrayList<>();
        Score ours = of(scores, new ExodusDetector()).orElseThrow();
        if (data.isCountsPerMinute() && ours.events().events() > 0) {
            addEvents(data.name(), ours.events(), gates);
            of(scores, new RollingZ())
                    .ifPresent(z -> gates.add(lead(data.name(), ours.events(), z.events())));
        }
        if (ours.nab() != null && ours.nab().counts() != null) {
            gates.add(
                    atLeast(
                            data.name() + ": score of the count files",
                            ours.nab().counts()[0],
                            70.7));
        }
        if (ours.bytes() != null) {
            gates.add(atMost(data.name() + ": bytes per key", ours.bytes(), 1_024));
        }
        return gates;
    }

    private static Optional<Score> of(List<Score> scores, Contender contender) {
        return scores.stream().filter(s -> s.detector().equals(contender.name())).findFirst();
    }

    private static void addEvents(String data, Score.Events e, List<Gate> gates) {
        gates.add(atLeast(data + ": F1 of events", e.f1(), .9));
        gates.add(atLeast(data + ": precision", e.precision(), .96));
        double perDays = e.falsePer100KeyDays();
        gates.add(atMost(data + ": false episodes per 100 key-days", perDays, 1));
        double delay = e.delayP90() == null ? Double.POSITIVE_INFINITY : e.delayP90();
        gates.add(atMost(data + ": delay, 90 % quantile, minutes", delay, 6));
    }

    /** Where rolling z leaves less than the lead to a perfect score, all of that. */
    private static Gate lead(String data, Score.Events ours, Score.Events rollingZ) {
        double limit = Math.min(LEAD, 1 - rollingZ.f1());
        return atLeast(data + ": lead in F1 over rolling z", ours.f1() - rollingZ.f1(), limit);
    }

    /**
     * @param seconds within which every outage must be found
     */
    static List<Gate> of(Silence silence, double seconds) {
        String name = String.format(Locale.ROOT, "silence at %,.4g a minute", silence.rate());
        return List.of(
                atLeast(
                        name + ": found of " + silence.outages(),
                        silence.found(),
                        silence.outages()),
                atMost(name + ": slowest, seconds", silence.slowest(), seconds),
                atMost(name + ": closed before the end", silence.closedEarly(), 0),
                atMost(name + ": alarms in the 10 h after", silence.alarmsAfter(), 0));
    }
}
