package dev.exodus.core.incidents;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was learnt of services from their history: a file from which a job goes on. */
public final class WarmStart {
    private static final int MAGIC = 0x45585753;

    /** It is made of service watches: who cannot read these cannot read it. */
    private static final int LAYOUT = ServiceWatch.LAYOUT;

    private final Instant through;
    private final Map<String, byte[]> services;

    private WarmStart(Instant through, Map<String, byte[]> services) {
        this.through = through;
        this.services = services;
    }

    /** Nothing learnt. */
    public static WarmStart nothing() {
        return new WarmStart(Instant.EPOCH, Map.of());
    }

    /**
     * What was learnt.
     *
     * @param through end of the history
     * @param services what is known of each service
     */
    public static WarmStart of(Instant through, Map<String, ServiceWatch> services)
            throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        for (Map.Entry<String, ServiceWatch> service : services.entrySet()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            service.getValue().write(new DataOutputStream(out));
            bytes.put(service.getKey(), out.toByteArray());
        }
        return new WarmStart(through, bytes);
    }

    /** End of the history. */
    public Instant through() {
        return through;
    }

    /** The services of which something was learnt, in their order. */
    public Collection<String> services() {
        return services.keySet();
    }

    /** A state of a service to go on from, of the caller's own; empty if nothing was learnt. */
    public Optional<ServiceWatch> service(String service) throws IOException {
        byte[] bytes = services.get(service);
        if (bytes == null) {
            return Optional.empty();
        }
        return Optional.of(ServiceWatch.read(new DataInputStream(new ByteArrayInputStream(bytes))));
    }

    /** Writes it; the same history gives the same bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(LAYOUT);
        out.writeLong(through.getEpochSecond());
        out.writeInt(services.size());
        for (Map.Entry<String, byte[]> service : services.entrySet()) {
            out.writeUTF(service.getKey());
            out.writeInt(service.getValue().length);
            out.write(service.getValue());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else, cut off, or of another layout
     */
    public static WarmStart read(DataInput in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("this is no file of ./exodus learn");
        }
        int layout = in.readInt();
        if (!ServiceWatch.isReadable(layout)) {
            throw new IOException(
                    "it has layout %d, this release reads %d and %d: learn again"
                            .formatted(layout, ServiceWatch.LAYOUT_BEFORE, LAYOUT));
        }
        Instant through = Instant.ofEpochSecond(in.readLong());
        Map<String, byte[]> services = new TreeMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            String service = in.readUTF();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            services.put(service, bytes);
        }
        return new WarmStart(through, services);
    }
}
