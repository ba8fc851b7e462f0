package dev.exodus.core.incidents;

import dev.exodus.schemas.events.Feed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** Everything that {@link ServiceOutages} keeps of one service, in a layout with a version. */
public final class ServiceWatch {
    /** Grows with every change of what is written here, or by what this is made of. */
    static final int LAYOUT = 4;

    /** The one before is read too. */
    static final int LAYOUT_BEFORE = 3;

    private final Map<Feed, FeedWatch> feeds = new EnumMap<>(Feed.class);

    /** The state of a service of which nothing is known. */
    public ServiceWatch() {}

    FeedWatch feed(Feed feed) {
        return feeds.computeIfAbsent(feed, ignored -> new FeedWatch());
    }

    /** Writes the state; equal states give equal bytes. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(LAYOUT);
        out.writeInt(feeds.size());
        for (Map.Entry<Feed, FeedWatch> entry : feeds.entrySet()) {
            out.writeByte(entry.getKey().ordinal());
            entry.getValue().write(out);
        }
    }

    /**
     * Reads a state.
     *
     * @throws IOException if it is of another layout
     */
    public static ServiceWatch read(DataInput in) throws IOException {
        int layout = in.readInt();
        if (!isReadable(layout)) {
            throw new IOException(
                    "service watch has layout %d, this release reads %d and %d"
                            .formatted(layout, LAYOUT_BEFORE, LAYOUT));
        }
        ServiceWatch watch = new ServiceWatch();
        for (int i = in.readInt(); i > 0; i--) {
            watch.feeds.put(Feed.values()[in.readByte()], FeedWatch.read(in, layout));
        }
        return watch;
    }

    static boolean isReadable(int layout) {
        return layout == LAYOUT_BEFORE || layout == LAYOUT;
    }

    /** A state that goes its own way from here. */
    public ServiceWatch copy() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
            return read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
