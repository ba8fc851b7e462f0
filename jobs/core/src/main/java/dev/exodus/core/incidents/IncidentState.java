package dev.exodus.core.incidents;

import dev.exodus.schemas.facts.FactJson;
import dev.exodus.schemas.facts.Incident;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The incidents of one service and feed that may still change, and the episodes of theirs that no
 * longer do. It is empty when all is well.
 */
public final class IncidentState {
    private static final int LAYOUT = 2;

    /** The last one in which every event counts once. */
    private static final int WITHOUT_WEIGHT = 1;

    final List<SeriesEpisode> closed = new ArrayList<>();
    final List<Known> known = new ArrayList<>();

    /** The state before the first incident. */
    public IncidentState() {}

    /** Whether nothing is going on and nothing can change any more. */
    public boolean isEmpty() {
        return closed.isEmpty() && known.isEmpty();
    }

    /** The state in its layout; equal states give equal bytes. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(LAYOUT);
            out.writeInt(closed.size());
            for (SeriesEpisode episode : closed) {
                write(episode, out);
            }
            out.writeInt(known.size());
            for (Known incident : known) {
                write(incident, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The state from its layout.
     *
     * @throws IllegalArgumentException if these bytes are of another layout
     */
    public static IncidentState fromBytes(byte[] bytes) {
        IncidentState state = new IncidentState();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int layout = in.readInt();
            if (layout != LAYOUT && layout != WITHOUT_WEIGHT) {
                throw new IllegalArgumentException(
                        "incident state has layout "
                                + layout
                                + ", this release reads "
                                + WITHOUT_WEIGHT
                                + " and "
                                + LAYOUT
                                + ". Start from the version that wrote it");
            }
            for (int i = in.readInt(); i > 0; i--) {
                state.closed.add(episode(in, layout == WITHOUT_WEIGHT));
            }
            for (int i = in.readInt(); i > 0; i--) {
                state.known.add(known(in));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("incident state is cut off", e);
        }
        return state;
    }

    private static void write(SeriesEpisode value, DataOutputStream out) throws IOException {
        EpisodeFormat.write(value.series(), out);
        EpisodeFormat.write(value.episode(), out);
    }

    private static SeriesEpisode episode(DataInputStream in, boolean withoutWeight)
            throws IOException {
        return new SeriesEpisode(
                EpisodeFormat.series(in), EpisodeFormat.episode(in, withoutWeight));
    }

    private static void write(Known incident, DataOutputStream out) throws IOException {
        out.writeByte(incident.symptom().ordinal());
        out.writeLong(incident.start());
        out.writeLong(incident.end());
        out.writeBoolean(incident.live());
        byte[] told = FactJson.encode(incident.told());
        out.writeInt(told.length);
        out.write(told);
    }

    private static Known known(DataInputStream in) throws IOException {
        return new Known(
                Symptom.values()[in.readByte()],
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                (Incident) FactJson.decode(in.readNBytes(in.readInt())));
    }
}
