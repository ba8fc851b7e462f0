package dev.exodus.core.migration;

import dev.exodus.schemas.facts.SmsFunnel;
import java.util.ArrayList;
import java.util.List;

/** Where the codes of past hours are kept; hours are counted from 1970-01-01T00:00Z. */
public interface CodeStore {
    /** An hour, or null if nothing is known of it. */
    CodesOfHour get(String service, String country, long hour);

    /** Keeps an hour, new or changed. */
    void put(String service, String country, long hour, CodesOfHour codes);

    /** Forgets an hour. */
    void remove(String service, String country, long hour);

    /** Takes a minute that is known. */
    interface Visitor {
        /**
         * @param codes of its hour
         * @param hour since 1970
         * @param minute of the hour
         */
        void minute(CodesOfHour codes, long hour, int minute);
    }

    /** Visits the minutes of a window, in their order. */
    default void visit(String service, String country, Window window, Visitor visitor) {
        long perHour = CodesOfHour.MINUTES;
        for (long hour = Math.floorDiv(window.from(), perHour);
                hour * perHour < window.end();
                hour++) {
            CodesOfHour codes = get(service, country, hour);
            if (codes == null) {
                continue;
            }
            long first = Math.max(0, window.from() - hour * perHour);
            long end = Math.min(perHour, window.end() - hour * perHour);
            for (long minute = first; minute < end; minute++) {
                visitor.minute(codes, hour, (int) minute);
            }
        }
    }

    /** Rows of the funnel in a window. */
    default List<SmsFunnel> funnel(String service, String country, Window window) {
        List<SmsFunnel> rows = new ArrayList<>();
        visit(
                service,
                country,
                window,
                (codes, hour, minute) -> {
                    SmsFunnel row = codes.funnel(service, country, hour, minute);
                    if (row != null) {
                        rows.add(row);
                    }
                });
        return rows;
    }
}
