package dev.exodus.core.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Outlooks that were worked out; each can be worked out again at any time, which takes a while. */
final class Outlooks {
    private final Map<String, Known> known = new HashMap<>();

    /** What was worked out on one basis, by how far it reaches. */
    private record Known(Outlook.Basis basis, Map<Integer, Optional<Outlook>> byReach) {}

    /**
     * The outlook for a window of so many minutes.
     *
     * @param historySettled whether the registrations before the outage can no longer change
     * @return empty if the past says too little
     */
    Optional<Outlook> of(
            Question question, MinuteStore days, boolean historySettled, long minutes) {
        Outlook.Basis basis = basis(question, historySettled);
        Known found = known.get(question.key());
        if (found == null || !found.basis().equals(basis)) {
            found = new Known(basis, new HashMap<>());
            known.put(question.key(), found);
        }
        return found.byReach()
                .computeIfAbsent(
                        Outlook.reach(minutes),
                        reach -> Outlook.of(before(question, days), basis, reach));
    }

    /**
     * The interval of a question's lag. It is worked out from scratch, which costs as much as an
     * outlook: to be asked for once, when all is settled.
     *
     * @param outlook that reaches over the outage and the longest lag
     * @param observed registrations as far
     * @return empty if the past says too little
     */
    static Optional<LagInterval> lagInterval(
            Question question, MinuteStore days, Outlook outlook, MinuteSeries observed) {
        Window outage = question.study().outage();
        // The seed is the question's, so that a replay draws the same.
        long seed = question.key().hashCode();
        return Outlook.learn(before(question, days), basis(question, true))
                .flatMap(
                        learned ->
                                LagInterval.of(
                                        learned,
                                        outlook.surge(observed, outage),
                                        question.study().start(),
                                        outage,
                                        seed));
    }

    private static Outlook.Basis basis(Question question, boolean historySettled) {
        Study study = question.study();
        return new Outlook.Basis(study.start(), study.newsAt(), study.past(), historySettled);
    }

    private static MinuteSeries before(Question question, MinuteStore days) {
        long start = question.study().start();
        return days.series(
                question.destination(), question.country(), start - Outlook.HISTORY, start);
    }

    void forget(String key) {
        known.remove(key);
    }

    void forgetIf(Predicate<String> gone) {
        known.keySet().removeIf(gone);
    }
}
