package dev.exodus.core.migration;

import dev.exodus.core.funnel.Congestion;
import dev.exodus.core.funnel.Suppressed;
import dev.exodus.core.funnel.SuppressedEstimate;
import dev.exodus.core.funnel.UnderWay;
import dev.exodus.core.funnel.Waits;
import dev.exodus.schemas.facts.SmsFunnel;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is told of the codes of a destination in the window of an outage. What is ordinary is that
 * of the day before and of calm minutes within.
 *
 * <p>Requests are events and are told as they are. Registrations that were lost are of people who
 * asked while codes were stuck: of fewer than {@link Suppression#K} of them nothing is told.
 * Whether codes were stuck is asked of the service: if they never were, nobody lost anything, and
 * that is told.
 */
final class CodeFigures {
    /** Minutes before the outage from which is learnt what is ordinary. */
    static final long BEFORE = 1440;

    private final CodeStore store;
    private final String service;
    private final Window window;
    private final Window known;
    private final Congestion congestion;
    private final boolean stuck;

    /**
     * @param window minutes from the outage's start
     */
    CodeFigures(CodeStore store, String service, Window window) {
        this.store = store;
        this.service = service;
        this.window = window;
        known = new Window(window.from() - BEFORE, window.end());
        List<SmsFunnel> settled = settled(store.funnel(service, Question.ALL, known));
        congestion = new Congestion(settled);
        stuck =
                settled.stream()
                        .anyMatch(row -> isInWindow(row) && congestion.isCongested(row.time()));
    }

    private static List<SmsFunnel> settled(List<SmsFunnel> rows) {
        return rows.stream().filter(SmsFunnel::settled).toList();
    }

    private boolean isInWindow(SmsFunnel row) {
        return Study.minute(row.time()) >= window.from();
    }

    /** Of all countries together. */
    CodeColumns all() {
        List<SmsFunnel> rows = store.funnel(service, Question.ALL, known);
        Suppressed suppressed = suppressed(rows);
        boolean withheld = stuck && suppressed.people() < Suppression.K;
        return columns(Question.ALL, rows, suppressed, withheld);
    }

    /** Of each country; what may be told of one depends on the others. */
    Map<String, CodeColumns> of(Collection<String> countries) {
        Map<String, List<SmsFunnel>> rows = new TreeMap<>();
        Map<String, Suppressed> suppressed = new TreeMap<>();
        Map<String, Long> people = new TreeMap<>();
        for (String country : countries) {
            rows.put(country, store.funnel(service, country, known));
            suppressed.put(country, suppressed(rows.get(country)));
            people.put(country, suppressed.get(country).people());
        }
        Suppression suppression = Suppression.of(people, Suppression.K);
        Map<String, CodeColumns> columns = new HashMap<>();
        rows.forEach(
                (country, of) ->
                        columns.put(
                                country,
                                columns(
                                        country,
                                        of,
                                        suppressed.get(country),
                                        stuck && suppression.withheld().contains(country))));
        return columns;
    }

    /** Of minutes that are settled: in others people may still enter their codes. */
    private Suppressed suppressed(List<SmsFunnel> rows) {
        Instant from = Instant.ofEpochSecond(60 * window.from());
        return new SuppressedEstimate(settled(rows), congestion, from).suppressed();
    }

    private CodeColumns columns(
            String country, List<SmsFunnel> rows, Suppressed suppressed, boolean withheld) {
        long requested = 0;
        long verified = 0;
        Waits waits = new Waits();
        for (SmsFunnel row : rows) {
            if (isInWindow(row)) {
                requested += row.requested();
                verified += row.verified();
                waits.add(row.delivered(), row.deliverP50Ms(), row.deliverP95Ms());
            }
        }
        return new CodeColumns(
                requested,
                verified,
                withheld ? null : (double) Suppression.rounded(suppressed.registrations()),
                worstBacklog(country),
                waits.p95Ms(),
                withheld);
    }

    /** By the rates: the funnel counts codes when they are asked for, not when they arrive. */
    private Long worstBacklog(String country) {
        UnderWay underWay = new UnderWay();
        long[] worst = {-1};
        store.visit(
                service,
                country,
                known,
                (codes, hour, minute) -> {
                    if (codes.hasRates(minute)) {
                        long time = hour * CodesOfHour.MINUTES + minute;
                        long now = underWay.step(time, codes.entered(minute), codes.gone(minute));
                        worst[0] = time < window.from() ? worst[0] : Math.max(worst[0], now);
                    }
                });
        return worst[0] < 0 ? null : worst[0];
    }
}
