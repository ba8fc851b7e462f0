package dev.exodus.core.migration;

/**
 * Minutes in {@code [from, end)} over which an excess is added up.
 *
 * @param from first minute
 * @param end the minute behind the last one
 */
public record Window(long from, long end) {
    private static final long HOUR = 60;

    public Window {
        if (from > end) {
            throw new IllegalArgumentException(
                    "A window from minute %d to %d: it ends before it begins".formatted(from, end));
        }
    }

    /** The six hours before an outage that was announced. */
    public static Window anticipation(long outageStart) {
        return new Window(outageStart - 6 * HOUR, outageStart);
    }

    /** From the outage's start to 24 h after its end. */
    public static Window main(long outageStart, long outageEnd) {
        return new Window(outageStart, outageEnd + 24 * HOUR);
    }

    /** What follows the main window, to 72 h after the outage's end. */
    public static Window tail(long outageEnd) {
        return new Window(outageEnd + 24 * HOUR, outageEnd + 72 * HOUR);
    }

    /** As much of it as lies before a minute: what an open incident has seen of it. */
    public Window until(long minute) {
        return new Window(Math.min(from, minute), Math.min(end, minute));
    }

    /** Its length in minutes. */
    public long minutes() {
        return end - from;
    }
}
