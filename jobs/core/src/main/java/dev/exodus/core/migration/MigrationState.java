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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that {@link Migrations} keeps beside the minutes of registrations, in a layout with a
 * version.
 */
public final class MigrationState {
    private static final int LAYOUT = 4;

    /** Without what was told of people affected. */
    private static final int THIRD_LAYOUT = 3;

    /** Without codes. */
    private static final int SECOND_LAYOUT = 2;

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

    /** Minute through which SmsFunnelJob has told of the codes of a service, exclusive. */
    final TreeMap<String, Long> funnelClocks = new TreeMap<>();

    /** Likewise RatesJob. */
    final TreeMap<String, Long> smsClocks = new TreeMap<>();

    /** First minute in which anybody asked for a code, by service. */
    final TreeMap<String, Long> codesSince = new TreeMap<>();

    /** First hour of which codes are in the store, by service. */
    final TreeMap<String, Long> codeHours = new TreeMap<>();

    /** First hour of which codes are not forgotten, by service; none if nothing is. */
    final TreeMap<String, Long> codesKeptFrom = new TreeMap<>();

    /** Countries in which codes were asked for, by service; * for all is one of them. */
    final TreeMap<String, TreeSet<String>> codeCountries = new TreeMap<>();

    /** What was told, by incident, destination and country. */
    final TreeMap<String, Told> told = new TreeMap<>();

    /** What was told of people affected, by incident. */
    final TreeMap<String, ToldPeople> toldPeople = new TreeMap<>();

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
     * @param end of the outage, as the last row had it; {@link #UNKNOWN} while it went on, or if an
     *     earlier release told the row
     * @param people whether people were known
     * @param codes whether codes were known
     */
    record Told(
            String study,
            String curve,
            long start,
            long curveTo,
            long curveSettledTo,
            long through,
            boolean settled,
            long end,
            boolean people,
            boolean codes) {
        static final long UNKNOWN = Long.MIN_VALUE;

        static Told nothing(long start) {
            return new Told(
                    "", "", start, start, start, Long.MIN_VALUE, false, UNKNOWN, false, false);
        }
    }

    /**
     * What was told of people whom an incident affected. Minutes since 1970.
     *
     * @param version of the incident
     * @param start of the window in which they failed
     * @param end of it; {@link #OPEN} while the outage goes on
     * @param through which people were known
     * @param settled whether it can no longer change
     * @param countries that were told of, without * for all
     */
    record ToldPeople(
            long version,
            long start,
            long end,
            long through,
            boolean settled,
            Set<String> countries) {
        static final long OPEN = Long.MAX_VALUE;

        ToldPeople {
            countries = Set.copyOf(countries);
        }

        ToldPeople of(Set<String> toldCountries) {
            return new ToldPeople(version, start, end, through, settled, toldCountries);
        }
    }

    /** Nothing known. */
    public MigrationState() {}

    /** Writes the state; equal states give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(LAYOUT);
        writeFacts(incidents, out);
        writeFacts(marks, out);
        writeMinutes(clocks, out);
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
            out.writeLong(last.end());
            out.writeBoolean(last.people());
            out.writeBoolean(last.codes());
        }
        writeCountries(peopleCountries, out);
        out.writeLong(peopleThrough);
        out.writeLong(peopleSince);
        out.writeLong(peopleKeptFrom);
        writeMinutes(funnelClocks, out);
        writeMinutes(smsClocks, out);
        writeMinutes(codesSince, out);
        writeMinutes(codeHours, out);
        writeMinutes(codesKeptFrom, out);
        writeCountries(codeCountries, out);
        out.writeInt(toldPeople.size());
        for (Map.Entry<String, ToldPeople> entry : toldPeople.entrySet()) {
            ToldPeople last = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeLong(last.version());
            out.writeLong(last.start());
            out.writeLong(last.end());
            out.writeLong(last.through());
            out.writeBoolean(last.settled());
            writeTexts(last.countries(), out);
        }
    }

    private static void writeMinutes(Map<String, Long> minutes, DataOutput out) throws IOException {
        out.writeInt(minutes.size());
        for (Map.Entry<String, Long> entry : minutes.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    private static void readMinutes(Map<String, Long> minutes, DataInput in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            minutes.put(in.readUTF(), in.readLong());
        }
    }

    private static void writeCountries(Map<String, TreeSet<String>> countries, DataOutput out)
            throws IOException {
        out.writeInt(countries.size());
        for (Map.Entry<String, TreeSet<String>> service : countries.entrySet()) {
            out.writeUTF(service.getKey());
            writeTexts(service.getValue(), out);
        }
    }

    private static void writeTexts(Set<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : new TreeSet<>(texts)) {
            out.writeUTF(text);
        }
    }

    private static TreeSet<String> readTexts(DataInput in) throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        for (int i = in.readInt(); i > 0; i--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static void readCountries(Map<String, TreeSet<String>> countries, DataInput in)
            throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            countries.put(in.readUTF(), readTexts(in));
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
        if (layout < FIRST_LAYOUT || layout > LAYOUT) {
            throw new IOException(
                    "migration state has layout %d, this release reads %d to %d"
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
        readMinutes(state.clocks, in);
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
                            in.readBoolean(),
                            layout > SECOND_LAYOUT ? in.readLong() : Told.UNKNOWN,
                            // Then only rows with people were kept to be told again.
                            layout <= SECOND_LAYOUT || in.readBoolean(),
                            layout > SECOND_LAYOUT && in.readBoolean()));
        }
        if (layout != FIRST_LAYOUT) {
            readCountries(state.peopleCountries, in);
            state.peopleThrough = in.readLong();
            state.peopleSince = in.readLong();
            state.peopleKeptFrom = in.readLong();
        }
        if (layout > SECOND_LAYOUT) {
            readMinutes(state.funnelClocks, in);
            readMinutes(state.smsClocks, in);
            readMinutes(state.codesSince, in);
            readMinutes(state.codeHours, in);
            readMinutes(state.codesKeptFrom, in);
            readCountries(state.codeCountries, in);
        }
        if (layout > THIRD_LAYOUT) {
            for (int i = in.readInt(); i > 0; i--) {
                state.toldPeople.put(
                        in.readUTF(),
                        new ToldPeople(
                                in.readLong(),
                                in.readLong(),
                                in.readLong(),
                                in.readLong(),
                                in.readBoolean(),
                                readTexts(in)));
            }
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

    /** Countries with registrations, without * for all. */
    List<String> singleCountriesOf(String service) {
        return countriesOf(service).stream()
                .filter(country -> !country.equals(Question.ALL))
                .toList();
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
