package dev.exodus.core.migration;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.Mark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that {@link Migrations} keeps beside the minutes of registrations, in a layout with a
 * version.
 */
public final class MigrationState {
    private static final int LAYOUT = 2;

    /** Without people. */
    private static final int FIRST_LAYOUT = 1;

    /** Newest version of each incident. */
    final TreeMap<String, Incident> incidents = new TreeMap<>();

    /** Newest version of each mark. */
    final TreeMap<String, Mark> marks = new TreeMap<>();

    /** Minute through which the registrations of a service are known, exclusive. */
    final TreeMap<String, Long> clocks = new TreeMap<>();

    /** Countries with registrations, by service; * for all is one of them. */
    final TreeMap<String, TreeSet<String>> countries = new TreeMap<>();

    /** Countries in which people were seen, by service. */
    final TreeMap<String, TreeSet<String>> peopleCountries = new TreeMap<>();

    /** Minute through which people are known, exclusive; long ago if they are not. */
    long peopleThrough = Long.MIN_VALUE / 2;

    /** First hour in which anybody was seen. */
    long peopleSince = Long.MAX_VALUE;

    /** First hour of which all people are kept. */
    long peopleKeptFrom = Long.MIN_VALUE;

    /** What was told, by incident, destination and country. */
    final TreeMap<String, Told> told = new TreeMap<>();

    /**
     * What was told of an incident, destination and country. Minutes since 1970.
     *
     * @param study of the last row
     * @param curve of the last minutes of the curve
     * @param start where the curve begins
     * @param curveTo behind the last minute of it
     * @param curveSettledTo behind the last one that can no longer change
     * @param through of the last row
     * @param settled whether it can no longer change
     */
    record Told(
            String study,
            String curve,
            long start,
            long curveTo,
            long curveSettledTo,
            long through,
            boolean settled) {
        static Told nothing(long start) {
            return new Told("", "", start, start, start, Long.MIN_VALUE, false);
        }
    }

    /** Nothing known. */
    public MigrationState() {}

    /** Writes the state; equal states give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(LAYOUT);
        writeFacts(incidents, out);
        writeFacts(marks, out);
        out.writeInt(clocks.size());
        for (Map.Entry<String, Long> clock : clocks.entrySet()) {
            out.writeUTF(clock.getKey());
            out.writeLong(clock.getValue());
        }
        writeCountries(countries, out);
        out.writeInt(told.size());
        for (Map.Entry<String, Told> entry : told.entrySet()) {
            Told last = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeUTF(last.study());
            out.writeUTF(last.curve());
            out.writeLong(last.start());
            out.writeLong(last.curveTo());
            out.writeLong(last.curveSettledTo());
            out.writeLong(last.through());
            out.writeBoolean(last.settled());
        }
        writeCountries(peopleCountries, out);
        out.writeLong(peopleThrough);
        out.writeLong(peopleSince);
        out.writeLong(peopleKeptFrom);
    }

    private static void writeCountries(Map<String, TreeSet<String>> countries, DataOutput out)
            throws IOException {
        out.writeInt(countries.size());
        for (Map.Entry<String, TreeSet<String>> service : countries.entrySet()) {
            out.writeUTF(service.getKey());
            out.writeInt(service.getValue().size());
            for (String country : service.getValue()) {
                out.writeUTF(country);
            }
        }
    }

    private static void readCountries(Map<String, TreeSet<String>> countries, DataInput in)
            throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            TreeSet<String> of = new TreeSet<>();
            countries.put(in.readUTF(), of);
            for (int j = in.readInt(); j > 0; j--) {
                of.add(in.readUTF());
            }
        }
    }

    private static void writeFacts(Map<String, ? extends Fact> facts, DataOutput out)
            throws IOException {
        out.writeInt(facts.size());
        for (Fact fact : facts.values()) {
            byte[] json = FactJson.encode(fact);
            out.writeInt(json.length);
            out.write(json);
        }
    }

    /**
     * Reads a state.
     *
     * @throws IOException if it is of another layout
     */
    public static MigrationState read(DataInput in) throws IOException {
        int layout = in.readInt();
        if (layout != LAYOUT && layout != FIRST_LAYOUT) {
            throw new IOException(
                    "migration state has layout %d, this release reads %d and %d"
                            .formatted(layout, FIRST_LAYOUT, LAYOUT));
        }
        MigrationState state = new MigrationState();
        for (int i = in.readInt(); i > 0; i--) {
            Incident incident = (Incident) readFact(in);
            state.incidents.put(incident.incidentId(), incident);
        }
        for (int i = in.readInt(); i > 0; i--) {
            Mark mark = (Mark) readFact(in);
            state.marks.put(mark.markId(), mark);
        }
        for (int i = in.readInt(); i > 0; i--) {
            state.clocks.put(in.readUTF(), in.readLong());
        }
        readCountries(state.countries, in);
        for (int i = in.readInt(); i > 0; i--) {
            state.told.put(
                    in.readUTF(),
                    new Told(
                            in.readUTF(),
                            in.readUTF(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            in.readBoolean()));
        }
        if (layout != FIRST_LAYOUT) {
            readCountries(state.peopleCountries, in);
            state.peopleThrough = in.readLong();
            state.peopleSince = in.readLong();
            state.peopleKeptFrom = in.readLong();
        }
        return state;
    }

    private static Fact readFact(DataInput in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return FactJson.decode(json);
    }

    Set<String> countriesOf(String service) {
        return countries.computeIfAbsent(service, ignored -> new TreeSet<>());
    }

    /** Whether taking some people changes nothing here, only what is kept of their hour. */
    public boolean knowsOf(PeoplePart part) {
        Set<String> known = peopleCountries.get(part.service());
        return part.hour() >= peopleSince && known != null && known.contains(part.country());
    }

    Set<String> peopleCountriesOf(String service) {
        return peopleCountries.computeIfAbsent(service, ignored -> new TreeSet<>());
    }

    /** A state that goes its own way from here. */
    public MigrationState copy() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
            return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
