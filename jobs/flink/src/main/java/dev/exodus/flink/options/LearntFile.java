package dev.exodus.flink.options;

import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;

/**
 * Where a job finds what was learnt; on any file system that Flink knows.
 *
 * @param <T> what that is
 */
public final class LearntFile<T> implements Serializable {
    private static final long serialVersionUID = 1;

    /**
     * Reads what was learnt.
     *
     * @param <T> what that is
     */
    @FunctionalInterface
    public interface Reader<T> extends Serializable {
        /**
         * @param in null if there is no file
         */
        T read(DataInput in) throws IOException;
    }

    private final String option;
    private final String location;
    private final Reader<T> reader;

    private LearntFile(String option, String location, Reader<T> reader) {
        this.option = option;
        this.location = location;
        this.reader = reader;
    }

    /**
     * The file that an option names.
     *
     * @param reader given null if it names none
     */
    public static <T> LearntFile<T> of(
            Configuration options, ConfigOption<String> option, Reader<T> reader) {
        return new LearntFile<>(option.key(), options.get(option), reader);
    }

    /** What was learnt. */
    public T read() throws IOException {
        if (location == null) {
            return reader.read(null);
        }
        Path path = new Path(location);
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(path.getFileSystem().open(path)))) {
            return reader.read(in);
        } catch (IOException e) {
            throw new IOException("cannot read " + location + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads it to be heard of at once, not when the job runs.
     *
     * @throws UsageException if it cannot be read
     */
    public void require() {
        try {
            read();
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    option + ": " + e.getMessage() + ". Write it with ./exodus learn");
        }
    }
}
