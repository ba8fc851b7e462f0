package dev.exodus.standalone.check;

import dev.exodus.simulator.answer.Summary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds the incidents in PostgreSQL and in the lake against an answer key: each is found once, in
 * as many parts, with its times, and nothing else is.
 */
public final class IncidentsCheck {
    /** Their times are those of a switch: what fails, fails from one second to the next. */
    private static final Set<String> SUDDEN = Set.of("outage", "degradation");

    private static final Duration SUDDEN_ERROR = Duration.ofSeconds(60);

    /** What follows: queues fill and empty. */
    private static final Duration GRADUAL_ERROR = Duration.ofMinutes(5);

    /** What spreads by word of mouth has hardly begun after five minutes. */
    private static final Duration SURGE_ERROR = Duration.ofMinutes(10);

    /** It fades over days; when it is over is a matter of taste. */
    private static final String SURGE = "registration_surge";

    private final Summary key;
    private final List<String> differences = new ArrayList<>();

    private IncidentsCheck(Summary key) {
        this.key = key;
    }

    /**
     * Runs the comparison.
     *
     * @param postgres reads schema exodus
     * @param duckDb has a view per table of the lake
     */
    public static IncidentsReport run(Summary key, Connection postgres, Connection duckDb)
            throws SQLException {
        List<StoredIncident> stored = StoredIncident.inPostgres(postgres);
        IncidentsCheck check = new IncidentsCheck(key);
        if (!stored.equals(StoredIncident.inLake(duckDb))) {
            check.differences.add("incident: PostgreSQL and Parquet differ");
        }
        return check.judge(stored);
    }

    static IncidentsReport judge(Summary key, List<StoredIncident> found) {
        return new IncidentsCheck(key).judge(found);
    }

    private IncidentsReport judge(List<StoredIncident> found) {
        List<StoredIncident> unexplained = new ArrayList<>(found);
        List<IncidentsReport.Incident> incidents = new ArrayList<>();
        for (Summary.Incident truth : key.incidents()) {
            List<StoredIncident> own = found.stream().filter(i -> isOf(i, truth)).toList();
            unexplained.removeAll(own);
            incidents.add(judge(truth, own));
        }
        // What was over before is of the history, of which the key says nothing.
        unexplained.removeIf(i -> i.end() != null && !i.end().isAfter(key.from()));
        unexplained.removeIf(this::isDrawn);
        unexplained.forEach(other -> differences.add("not in the key: " + text(other)));
        return new IncidentsReport(incidents, differences);
    }

    /**
     * Whether it is a surge of a service to which something draws people: with what draws them for
     * days some countries rise again and again.
     */
    private boolean isDrawn(StoredIncident incident) {
        return incident.kind().equals(SURGE)
                && key.attractions().getOrDefault(incident.service(), List.of()).stream()
                        .anyMatch(since -> !incident.start().isBefore(since));
    }

    /** Whether what was found is, or is part of, what is true. */
    static boolean isOf(StoredIncident incident, Summary.Incident truth) {
        return incident.service().equals(truth.service())
                && incident.kind().equals(truth.kind())
                && truth.parts().stream().anyMatch(p -> incident.meets(p.get(0), p.get(1)));
    }

    private IncidentsReport.Incident judge(Summary.Incident truth, List<StoredIncident> own) {
        String name = truth.service() + " " + truth.kind();
        Instant start = truth.parts().get(0).get(0);
        if (own.size() != 1) {
            differences.add(name + " from " + start + ": found " + own.size() + " times");
        }
        if (own.isEmpty()) {
            return new IncidentsReport.Incident(
                    truth.service(), truth.kind(), start, 0, null, null, null);
        }
        StoredIncident found = own.get(0);
        boolean surge = truth.kind().equals(SURGE);
        if (!surge && found.parts().size() != truth.parts().size()) {
            differences.add(
                    name + ": " + truth.parts().size() + " parts expected, found " + text(found));
        } else {
            Duration most = most(truth.kind());
            for (int i = 0; i < (surge ? 1 : truth.parts().size()); i++) {
                List<Instant> part = truth.parts().get(i);
                near(name + " start", part.get(0), found.parts().get(i).start(), most);
                if (!surge) {
                    near(name + " end", end(part), found.parts().get(i).end(), most);
                }
            }
        }
        Instant end = end(truth.parts().get(truth.parts().size() - 1));
        return new IncidentsReport.Incident(
                truth.service(),
                truth.kind(),
                start,
                found.parts().size(),
                seconds(start, found.start()),
                surge || end == null || found.end() == null ? null : seconds(end, found.end()),
                seconds(start, found.knownAt()));
    }

    private static Duration most(String kind) {
        if (kind.equals(SURGE)) {
            return SURGE_ERROR;
        }
        return SUDDEN.contains(kind) ? SUDDEN_ERROR : GRADUAL_ERROR;
    }

    /** Null if it is beyond what was played. */
    private Instant end(List<Instant> part) {
        return part.get(1).isBefore(key.to()) ? part.get(1) : null;
    }

    private void near(String what, Instant expected, Instant found, Duration most) {
        boolean near =
                expected == null || found == null
                        ? expected == found
                        : Duration.between(expected, found).abs().compareTo(most) <= 0;
        if (!near) {
            differences.add(what + ": " + found + ", expected " + expected + " within " + most);
        }
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }

    private static String text(StoredIncident incident) {
        return incident.service() + " " + incident.kind() + " " + incident.parts();
    }
}
