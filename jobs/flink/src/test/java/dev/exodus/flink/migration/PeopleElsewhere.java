package dev.exodus.flink.migration;

import dev.exodus.core.migration.Activity;
import dev.exodus.core.migration.PeopleBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * Who could not connect to line and went to viber: 200 of the 1,000 affected, all within the
 * outage. Half of them are there on day 1 and a quarter on day 7.
 */
final class PeopleElsewhere {
    static final long MIGRATED = 200;

    private static final long DAY_MINUTES = 1440;

    private PeopleElsewhere() {}

    private static void see(
            PeopleBundle bundle, String service, Activity activity, long person, int minute) {
        bundle.add(service, "DE", activity, person, (OutageElsewhere.DAY + minute) * 60_000L, 1);
    }

    static List<MigrationInput> people() {
        PeopleBundle bundle = new PeopleBundle();
        for (int person = 1; person <= 1000; person++) {
            see(bundle, "line", Activity.CONNECTED, person, 0);
            see(bundle, "line", Activity.FAILED, person, OutageElsewhere.DOWN + person % 60);
            if (person <= MIGRATED) {
                int registered = OutageElsewhere.DOWN + person % 60;
                see(bundle, "viber", Activity.REGISTERED, person, registered);
                int day1 = OutageElsewhere.UP + 600;
                if (person % 2 == 0) {
                    see(bundle, "viber", Activity.CONNECTED, person, day1);
                }
                if (person % 4 == 0) {
                    int day7 = (int) (OutageElsewhere.UP + 6 * DAY_MINUTES + 5);
                    see(bundle, "viber", Activity.CONNECTED, person, day7);
                }
            }
        }
        return drained(bundle);
    }

    /** So many people in an hour of the day, each doing all there is. */
    static List<MigrationInput> crowd(int hour, int people) {
        PeopleBundle bundle = new PeopleBundle();
        for (int person = 1; person <= people; person++) {
            for (Activity activity : Activity.values()) {
                see(bundle, "viber", activity, person, hour * 60);
            }
        }
        return drained(bundle);
    }

    private static List<MigrationInput> drained(PeopleBundle bundle) {
        List<MigrationInput> inputs = new ArrayList<>();
        bundle.drain(part -> inputs.add(MigrationInput.of(part)));
        return inputs;
    }

    /** People are known to before a minute of the day. */
    static MigrationInput through(int minute) {
        return MigrationInput.peopleThrough(OutageElsewhere.DAY + minute);
    }
}
