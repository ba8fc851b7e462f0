package dev.exodus.core.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeenPeopleTest {
    private static final long HOUR_MS = 3_600_000;

    /** Somebody was seen doing something. */
    private record Event(Activity activity, long person, int part) {}

    private static List<Event> events(Random random, int count, int people) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Activity activity = Activity.values()[random.nextInt(3)];
            events.add(new Event(activity, random.nextInt(people), random.nextInt(12)));
        }
        return events;
    }

    private static PeopleHour fold(List<Event> events) {
        PeopleBundle bundle = new PeopleBundle();
        for (Event event : events) {
            long time = 7 * HOUR_MS + event.part() * 300_000L + 1;
            bundle.add("a", "DE", event.activity(), event.person(), time, 3);
        }
        List<PeoplePart> parts = new ArrayList<>();
        bundle.drain(parts::add);
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).hour()).isEqualTo(7);
        return parts.get(0).people();
    }

    private static byte[] bytes(PeopleHour hour) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            hour.write(new DataOutputStream(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Few enough to be kept, and more than that. */
    @Property(tries = 12)
    void partsAddUpToTheSameBytesInAnySplitAndOrder(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int parts) {
        Random random = new Random(seed);
        for (int people : new int[] {2_000, 150_000}) {
            List<Event> events = events(random, 120_000, people);
            byte[] whole = bytes(fold(events));
            Collections.shuffle(events, random);
            PeopleHour sum = null;
            int size = events.size() / parts;
            for (int part = 0; part < parts; part++) {
                int to = part + 1 == parts ? events.size() : (part + 1) * size;
                PeopleHour one = fold(events.subList(part * size, to));
                sum = sum == null ? one : one.union(sum);
            }
            assertThat(bytes(sum)).isEqualTo(whole);
        }
    }

    @Test
    void anHourIsBoundedHoweverManyAreSeen() throws IOException {
        byte[] full = bytes(fold(events(new Random(1), 600_000, 10_000_000)));
        assertThat(full.length).isLessThanOrEqualTo(PeopleHour.MOST_BYTES);
        assertThat(PeopleHour.MOST_BYTES / SeenPeople.PARTS).isLessThanOrEqualTo(32 * 1024);

        PeopleHour read = PeopleHour.read(new DataInputStream(new ByteArrayInputStream(full)));
        assertThat(bytes(read)).isEqualTo(full);
        assertThat(read.weight()).isEqualTo(3 * read.connections());
    }

    @Test
    void anyFiveMinutesCanBeAskedFor() {
        List<Event> events = new ArrayList<>();
        for (int person = 0; person < 1200; person++) {
            events.add(new Event(Activity.FAILED, person, person % 12));
            events.add(new Event(Activity.FAILED, person, 3));
        }
        SeenPeople failed = fold(events).seen(Activity.FAILED);

        assertThat(failed.during((short) (1 << 3)).count()).isEqualTo(1200);
        assertThat(failed.during((short) (1 << 4)).count()).isEqualTo(100);
        assertThat(failed.during((short) (1 << 4 | 1 << 5)).count()).isEqualTo(200);
        assertThat(failed.during((short) 0).count()).isZero();
    }

    @Test
    void itIsAThetaSketchAsTheLibraryWouldMakeIt() {
        List<Event> events = new ArrayList<>();
        People.Builder library = People.builder(Activity.FAILED.size());
        for (int person = 0; person < 100_000; person++) {
            events.add(new Event(Activity.FAILED, person, 0));
            library.add(person);
        }
        People ours = fold(events).seen(Activity.FAILED).during(SeenPeople.WHOLE_HOUR);

        assertThat(ours.toBytes()).isEqualTo(library.settled().toBytes());
        assertThat(ours.retained()).isEqualTo(Activity.FAILED.size());
        assertThat(SeenPeople.NOBODY.during(SeenPeople.WHOLE_HOUR).toBytes())
                .isEqualTo(People.builder(16).settled().toBytes());
    }
}
