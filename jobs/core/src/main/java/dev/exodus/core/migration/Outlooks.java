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
        Study study = question.study();
        Outlook.Basis basis =
                new Outlook.Basis(study.start(), study.newsAt(), study.past(), historySettled);
        Known found = known.get(question.key());
        if (found == null || !found.basis().equals(basis)) {
            found = new Known(basis, new HashMap<>());
            known.put(question.key(), found);
        }
        return found.byReach()
                .computeIfAbsent(
                        Outlook.reach(minutes),
                        reach ->
                                Outlook.of(
                                        days.series(
                                                question.destination(),
                                                question.country(),
                                                study.start() - Outlook.HISTORY,
                                                study.start()),
                                        basis,
                                        reach));
    }

    void forget(String key) {
        known.remove(key);
    }

    void forgetIf(Predicate<String> gone) {
        known.keySet().removeIf(gone);
    }
}
