package dev.exodus.core.incidents;

import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.IncidentSegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How much each segment of one dimension explains of an incident.
 *
 * <p>Counts add up, so segment j explains EP_j = (x_j - mu_j) / (X - M), where x is what was seen,
 * mu what was expected, and X and M are their sums over the segments; all EP add up to 1. It is
 * negative for a segment that went the other way. (R. Bhagwan et al., Adtributor: Revenue Debugging
 * in Advertising Systems, NSDI 2014, section 3.)
 *
 * @param shares the segment that explains most first
 * @param scope where the incident can be felt
 */
public record DrillDown(List<Share> shares, Scope scope) {
    /** Share of the first segment above which an incident is local. */
    private static final double LOCAL_ABOVE = .8;

    /** Farthest that a segment may explain more or less than its size in a global incident. */
    private static final double GLOBAL_WITHIN = .1;

    /** Where an incident can be felt. */
    public enum Scope {
        /** One segment explains more than 80 %. */
        LOCAL,
        /** Every segment explains about as much as it is large, within 10 points. */
        GLOBAL,
        /** Neither. */
        MIXED
    }

    /**
     * One segment.
     *
     * @param segment its name
     * @param totals its events
     * @param explained share of the whole deviation
     */
    public record Share(String segment, Totals totals, double explained) {}

    /** The drill-down by these segments; without a deviation nothing explains anything. */
    public static DrillDown of(Map<String, Totals> segments) {
        Totals whole = new Totals(0, 0);
        for (Totals totals : segments.values()) {
            whole = whole.plus(totals);
        }
        double deviation = whole.deviation();
        List<Share> shares = new ArrayList<>();
        segments.forEach(
                (segment, totals) ->
                        shares.add(new Share(segment, totals, explained(totals, deviation))));
        shares.sort(
                Comparator.comparingDouble((Share share) -> -share.explained())
                        .thenComparing(Share::segment));
        return new DrillDown(List.copyOf(shares), scope(shares, whole));
    }

    private static double explained(Totals totals, double whole) {
        return whole == 0 || totals.deviation() == 0 ? 0 : totals.deviation() / whole;
    }

    private static Scope scope(List<Share> shares, Totals whole) {
        if (whole.deviation() == 0 || shares.size() < 2) {
            return Scope.MIXED;
        }
        if (shares.get(0).explained() > LOCAL_ABOVE
                && sizeOf(shares.get(0), whole) <= LOCAL_ABOVE) {
            return Scope.LOCAL;
        }
        boolean global =
                shares.stream()
                        .allMatch(s -> Math.abs(s.explained() - sizeOf(s, whole)) <= GLOBAL_WITHIN);
        return global ? Scope.GLOBAL : Scope.MIXED;
    }

    private static double sizeOf(Share share, Totals whole) {
        return whole.expected() == 0 ? 0 : share.totals().expected() / whole.expected();
    }

    /** The rows of an incident's newest version, ranked from 1. */
    public List<IncidentSegment> facts(Incident incident, String dimension) {
        List<IncidentSegment> facts = new ArrayList<>();
        for (Share share : shares) {
            facts.add(
                    new IncidentSegment(
                            incident.incidentId(),
                            dimension,
                            share.segment(),
                            incident.service(),
                            share.totals().observed(),
                            share.totals().expected(),
                            share.explained(),
                            facts.size() + 1,
                            incident.generation(),
                            incident.revision()));
        }
        return facts;
    }
}
