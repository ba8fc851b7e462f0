package dev.exodus.core.incidents;

import dev.exodus.core.outages.Episode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A time in which an incident could be felt.
 *
 * @param start first second, since the epoch
 * @param end exclusive; {@link Episode#OPEN} while it goes on
 */
public record Part(long start, long end) {
    /** Farthest that the bound of a finer series may be off to be a better bound. */
    private static final long NEAR = 60;

    private static final Pattern PART =
            Pattern.compile("\\{\"start\":\"([^\"]+)\",\"end\":(?:\"([^\"]+)\"|null)}");

    public Part {
        if (end < start) {
            throw new IllegalArgumentException("a part ends at " + end + " before " + start);
        }
    }

    /** The times in which these episodes went on, joined where they are at most a gap apart. */
    static List<Part> of(List<SeriesEpisode> sorted, long gap) {
        List<Part> parts = new ArrayList<>();
        for (SeriesEpisode next : sorted) {
            int last = parts.size() - 1;
            if (last >= 0 && next.start() - gap <= parts.get(last).end) {
                Part before = parts.get(last);
                parts.set(last, new Part(before.start, Math.max(before.end, next.end())));
            } else {
                parts.add(new Part(next.start(), next.end()));
            }
        }
        return parts;
    }

    /** This part, each bound as the finer series saw it if that is near. */
    Part refined(List<SeriesEpisode> finer) {
        long refinedStart = start;
        long refinedEnd = end;
        for (SeriesEpisode episode : finer) {
            if (Math.abs(episode.start() - start) <= NEAR) {
                refinedStart = episode.start();
            }
            if (end != Episode.OPEN && Math.abs(episode.end() - end) <= NEAR) {
                refinedEnd = episode.end();
            }
        }
        return new Part(refinedStart, Math.max(refinedStart, refinedEnd));
    }

    /** Whether it is over. */
    public boolean isOver() {
        return end != Episode.OPEN;
    }

    /** Reads the parts of an incident from their JSON. */
    public static List<Part> read(String json) {
        return PART.matcher(json)
                .results()
                .map(
                        part ->
                                new Part(
                                        Instant.parse(part.group(1)).getEpochSecond(),
                                        part.group(2) == null
                                                ? Episode.OPEN
                                                : Instant.parse(part.group(2)).getEpochSecond()))
                .toList();
    }

    /** Seconds, up to a given second if it goes on. */
    long seconds(long through) {
        return Math.max(0, Math.min(end, through) - start);
    }

    /** The parts as a JSON array of objects with {@code start} and {@code end}. */
    static String json(List<Part> parts) {
        return parts.stream().map(Part::json).collect(Collectors.joining(",", "[", "]"));
    }

    private String json() {
        String until = end == Episode.OPEN ? "null" : "\"" + Instant.ofEpochSecond(end) + "\"";
        return "{\"start\":\"" + Instant.ofEpochSecond(start) + "\",\"end\":" + until + "}";
    }
}
