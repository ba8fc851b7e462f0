package dev.exodus.core.migration;

import dev.exodus.core.incidents.Part;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.facts.StableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is asked of a destination, in one country or in all, and what is known that bears on it: a
 * function of incidents and marks, whatever order they came in. Minutes since 1970.
 *
 * @param start first minute of the outage
 * @param end the minute behind its last one; empty while it goes on
 * @param outage its longest part that is over, for the lag; null if none is
 * @param newsAt minute of the latest news before; empty if there was none
 * @param past minutes that are no example of ordinary days
 * @param causes other causes that may reach into the window
 */
record Study(
        long start,
        OptionalLong end,
        Window outage,
        OptionalLong newsAt,
        List<Window> past,
        List<Window> causes) {
    private static final long DAY = 1440;

    /** News that is older is part of what is ordinary. */
    private static final long NEWS_MINUTES = 14 * DAY;

    private static final Set<String> FAILURES = Set.of("outage", "degradation");

    Study {
        past = List.copyOf(past);
        causes = List.copyOf(causes);
    }

    /** Whether people may leave a service because of an incident. */
    static boolean isOutage(Incident incident) {
        return FAILURES.contains(incident.kind());
    }

    /** Whether nothing is left of an incident. */
    static boolean isRetracted(Incident incident) {
        return incident.parts().equals("[]");
    }

    /**
     * The question.
     *
     * @param country * for all
     * @param incidents the newest version of each that is known
     * @param marks likewise
     */
    static Study of(
            Incident incident,
            String destination,
            String country,
            Collection<Incident> incidents,
            Collection<Mark> marks) {
        long start = minute(incident.startedAt());
        List<Window> past = new ArrayList<>();
        List<Window> causes = new ArrayList<>();
        for (Incident other : incidents) {
            if (isRetracted(other) || !isEarlier(other, incident)) {
                continue;
            }
            long from = minute(other.startedAt());
            long until = end(other).orElse(start);
            // What is behind the start is no history.
            if (isOutage(other)) {
                Window felt = new Window(from, until + DAY);
                past.add(felt.until(start));
                if (felt.end() > start) {
                    causes.add(felt);
                }
            } else if (other.service().equals(destination)) {
                past.add(new Window(from, until).until(start));
            }
        }
        OptionalLong newsAt = OptionalLong.empty();
        for (Mark mark : marks) {
            if (!isNewsFor(mark, incident.service(), destination, country)) {
                continue;
            }
            long at = minute(mark.startsAt());
            long end = mark.endsAt() == null ? at : Math.max(at, ceiling(mark.endsAt()));
            if (at >= start || end > start) {
                causes.add(new Window(at, end));
            } else if (start - at <= NEWS_MINUTES && at > newsAt.orElse(Long.MIN_VALUE)) {
                newsAt = OptionalLong.of(at);
            }
        }
        Comparator<Window> order =
                Comparator.comparingLong(Window::from).thenComparingLong(Window::end);
        past.sort(order);
        causes.sort(order);
        return new Study(start, end(incident), longestPart(incident), newsAt, past, causes);
    }

    private static boolean isEarlier(Incident other, Incident incident) {
        int order = other.startedAt().compareTo(incident.startedAt());
        return order == 0 ? other.incidentId().compareTo(incident.incidentId()) < 0 : order < 0;
    }

    /** The minute behind its last one; empty while it goes on. */
    static OptionalLong end(Incident incident) {
        return incident.endedAt() == null
                ? OptionalLong.empty()
                : OptionalLong.of(
                        Math.max(ceiling(incident.endedAt()), minute(incident.startedAt()) + 1));
    }

    private static Window longestPart(Incident incident) {
        Window longest = null;
        for (Part part : Part.read(incident.parts())) {
            if (part.isOver()) {
                Window window =
                        new Window(
                                Math.floorDiv(part.start(), 60L),
                                Math.floorDiv(part.end() + 59, 60L));
                if (longest == null || window.minutes() > longest.minutes()) {
                    longest = window;
                }
            }
        }
        return longest;
    }

    private static boolean isNewsFor(Mark mark, String source, String destination, String country) {
        boolean concerns =
                mark.service() == null
                        || mark.service().equals(source)
                        || mark.service().equals(destination);
        boolean there =
                mark.country() == null || country.equals("*") || mark.country().equals(country);
        return mark.kind().equals("news") && !mark.removed() && concerns && there;
    }

    /** Where the main window ends; empty while the outage goes on. */
    OptionalLong windowEnd() {
        return end.isEmpty() ? end : OptionalLong.of(Window.main(start, end.getAsLong()).end());
    }

    /** Where the tail ends; empty while the outage goes on. */
    OptionalLong tailEnd() {
        return end.isEmpty() ? end : OptionalLong.of(Window.tail(end.getAsLong()).end());
    }

    /** Whether another cause reaches into a window that begins with the outage. */
    boolean isMixed(long windowEnd) {
        return causes.stream()
                .anyMatch(c -> c.from() < windowEnd && (c.from() >= start || c.end() > start));
    }

    /** Whether the outage can be told from all other causes within a window. */
    boolean canTell(News news, Window window) {
        Window felt = new Window(start, Math.min(end.orElse(window.end()), window.end()));
        return !isMixed(window.end()) && Shares.canTell(news, news.at(), news.at(), felt, window);
    }

    /** Tells studies with other rows apart. */
    String fingerprint() {
        return StableId.of(toString());
    }

    /** Tells studies with other curves apart: these do not depend on the outage's end. */
    String curveFingerprint() {
        return StableId.of(start + " " + newsAt + " " + past + " " + causes);
    }

    /** The minute in which a time lies. */
    static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }

    private static long ceiling(Instant time) {
        return Math.floorDiv(time.getEpochSecond() + 59, 60L);
    }
}
