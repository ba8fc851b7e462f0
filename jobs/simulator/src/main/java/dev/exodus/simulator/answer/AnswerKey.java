package dev.exodus.simulator.answer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.exodus.schemas.events.Feed;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.InflaterInputStream;

/** What an exact job must find in a simulated feed: a folder, read minute by minute. */
public final class AnswerKey {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final Path folder;
    private final Summary summary;

    private AnswerKey(Path folder, Summary summary) {
        this.folder = folder;
        this.summary = summary;
    }

    static Path summaryFile(Path folder) {
        return folder.resolve("answer-key.json");
    }

    static Path minutesFile(Path folder, Feed feed) {
        return folder.resolve("minutes-" + feed.wireName() + ".bin");
    }

    static Path funnelFile(Path folder) {
        return folder.resolve("funnel.csv");
    }

    static Path causesFile(Path folder) {
        return folder.resolve("causes.csv");
    }

    static Path peopleFile(Path folder) {
        return folder.resolve("people.bin");
    }

    /** Opens a key. */
    public static AnswerKey open(Path folder) throws IOException {
        return new AnswerKey(folder, JSON.readValue(summaryFile(folder).toFile(), Summary.class));
    }

    public Summary summary() {
        return summary;
    }

    /** What became of the codes asked for in each minute, all countries together. */
    public List<FunnelMinute> funnel() throws IOException {
        return FunnelMinute.read(funnelFile(folder));
    }

    /**
     * Why people registered in each minute, all countries together: from before the first record,
     * and on behind the last.
     */
    public List<CauseMinute> causes() throws IOException {
        return CauseMinute.read(causesFile(folder));
    }

    /** Who connected, who could not, and who registered, by five minutes. */
    public PeopleKey people() throws IOException {
        return PeopleKey.read(peopleFile(folder), summary.services());
    }

    /** The minutes of a feed in order of time; close the iterator's file by reading to the end. */
    public Iterator<TruthMinute> minutes(Feed feed) throws IOException {
        DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(
                                new InflaterInputStream(
                                        Files.newInputStream(minutesFile(folder, feed))),
                                1 << 16));
        return new Minutes(in);
    }

    private static final class Minutes implements Iterator<TruthMinute> {
        private final DataInputStream in;
        private TruthMinute next;

        Minutes(DataInputStream in) {
            this.in = in;
            advance();
        }

        private void advance() {
            try {
                next = TruthMinute.read(in);
            } catch (EOFException e) {
                next = null;
                close();
            } catch (IOException e) {
                throw new UncheckedIOException("the answer key is damaged", e);
            }
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public TruthMinute next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            TruthMinute current = next;
            advance();
            return current;
        }
    }
}
