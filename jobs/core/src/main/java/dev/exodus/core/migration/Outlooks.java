package dev.exodus.core.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Outlooks that were worked out; each can be worked out again at any time, which takes a while. */
final class Outlooks {
    private final Map<String, Map<Integer, Optional<Outlook>>> known = new HashMap<>();
    private final Map<String, Outlook.Basis> bases = new HashMap<>();

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
        if (!basis.equals(bases.put(question.key(), basis))) {
            known.remove(question.key());
        }
        return known.computeIfAbsent(question.key(), ignored -> new HashMap<>())
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
        bases.remove(key);
    }
}
