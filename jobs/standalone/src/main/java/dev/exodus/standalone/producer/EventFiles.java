package dev.exodus.standalone.producer;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.simulator.EventSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Events into a file per topic and partition, one a line, in the order of their sending. */
public final class EventFiles implements EventSink, AutoCloseable {
    private final Path folder;
    private final Map<String, OutputStream> files = new TreeMap<>();

    public EventFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public void send(
            Feed feed, int partition, long sendTime, byte[] buffer, int offset, int length) {
        try {
            OutputStream file = file(Topic.of(feed).topicName() + "-" + partition + ".jsonl");
            file.write(buffer, offset, length);
            file.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    private OutputStream file(String name) throws IOException {
        OutputStream file = files.get(name);
        if (file == null) {
            file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16);
            files.put(name, file);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        for (OutputStream file : files.values()) {
            file.close();
        }
    }
}
