package dev.exodus.core.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which cells of a published table are withheld, so that no figure speaks of fewer than k people.
 *
 * <p>Cells of fewer than k people are withheld (primary suppression). Who knows the total and all
 * other cells would get the sum of the withheld ones by difference, so further cells are withheld,
 * the smallest first, until there are two and the sum of them is at least k (secondary suppression;
 * Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). Then each of them may be
 * anything from 0 to that sum, for all that the published figures say.
 *
 * <p>It does not protect from who knows this rule and reasons about the order in which cells were
 * chosen; rounding to 5 blunts that too.
 *
 * @param withheld the cells not to publish
 * @param total whether the total is not to be published either
 */
public record Suppression(Set<String> withheld, boolean total) {
    /** Fewest people that a figure may speak of. */
    public static final int K = 20;

    private static final int ROUNDING = 5;

    public Suppression {
        withheld = Set.copyOf(withheld);
    }

    /**
     * Of one table with its total: the countries of one incident and destination.
     *
     * @param people people by cell; each is in one cell
     * @param k fewest people that a figure may speak of
     */
    public static Suppression of(Map<String, Long> people, int k) {
        long all = 0;
        List<String> smallestFirst = new ArrayList<>(new TreeSet<>(people.keySet()));
        smallestFirst.sort(Comparator.comparing(people::get));
        Set<String> withheld = new TreeSet<>();
        long sum = 0;
        for (String cell : smallestFirst) {
            long count = people.get(cell);
            all += count;
            boolean revealed = !withheld.isEmpty() && (withheld.size() < 2 || sum < k);
            if (count < k || revealed) {
                withheld.add(cell);
                sum += count;
            }
        }
        return new Suppression(withheld, all < k);
    }

    /** People as they are published: to the nearest {@value #ROUNDING}. */
    public static long rounded(double people) {
        return ROUNDING * Math.round(people / ROUNDING);
    }
}
