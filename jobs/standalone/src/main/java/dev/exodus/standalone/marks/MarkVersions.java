package dev.exodus.standalone.marks;

import dev.exodus.flink.options.UsageException;
import dev.exodus.schemas.facts.Mark;
import dev.exodus.schemas.facts.StableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions that a mark goes through. */
public final class MarkVersions {
    private static final List<String> KINDS =
            List.of("news", "maintenance", "note", "verdict", "cause");
    private static final List<String> VERDICTS = List.of("confirmed", "false alarm");
    private static final int GENERATION = 1;

    private MarkVersions() {}

    /**
     * A new mark, of revision 1. Its id is made of what it says, so that the same said twice is one
     * mark.
     *
     * @param endsAt null for a moment
     * @throws UsageException if it says nothing, or something that is not so
     */
    public static Mark of(
            String kind,
            String service,
            String country,
            String incidentId,
            Instant startsAt,
            Instant endsAt,
            String label,
            String source) {
        require(KINDS.contains(kind), "kind must be one of " + String.join(", ", KINDS));
        require(!label.isBlank(), "label must say something");
        require(
                endsAt == null || endsAt.isAfter(startsAt),
                "it must end after it begins, not at " + endsAt);
        require(
                !kind.equals("verdict") || VERDICTS.contains(label),
                "the label of a verdict is one of " + String.join(", ", VERDICTS));
        require(
                !kind.equals("verdict") || incidentId != null,
                "a verdict is about an incident: name it");
        require(
                !kind.equals("cause") || incidentId != null || service != null,
                "a cause is of an incident, or of what a service went through: name one");
        require(
                !kind.equals("maintenance") || service != null && endsAt != null,
                "maintenance is of a service, and ends");
        String id = id(kind, service, country, incidentId, startsAt.toString(), label);
        return new Mark(
                id,
                kind,
                service,
                country,
                incidentId,
                startsAt,
                endsAt,
                label,
                source,
                false,
                GENERATION,
                1);
    }

    /** The version to write, given those that are there. */
    public static Mark next(Mark mark, Map<String, Mark> there) {
        Mark before = there.get(mark.markId());
        return before == null ? mark : with(mark, false, before.revision() + 1);
    }

    /**
     * The version that takes a mark back.
     *
     * @throws UsageException if there is no such mark
     */
    public static Mark removed(String id, Map<String, Mark> there) {
        Mark mark = there.get(id);
        require(mark != null && !mark.removed(), "there is no mark " + id);
        return with(mark, true, mark.revision() + 1);
    }

    private static Mark with(Mark mark, boolean removed, long revision) {
        return new Mark(
                mark.markId(),
                mark.kind(),
                mark.service(),
                mark.country(),
                mark.incidentId(),
                mark.startsAt(),
                mark.endsAt(),
                mark.label(),
                mark.source(),
                removed,
                mark.generation(),
                revision);
    }

    private static String id(String... says) {
        return StableId.of(Stream.of(says).map(String::valueOf).collect(Collectors.joining("|")));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new UsageException(rule);
        }
    }
}
