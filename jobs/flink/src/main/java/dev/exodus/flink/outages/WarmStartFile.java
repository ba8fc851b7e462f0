package dev.exodus.flink.outages;

import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.options.UsageException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.fs.Path;

/** Where a job finds what was learnt; on any file system that Flink knows. */
final class WarmStartFile implements Serializable {
    private static final long serialVersionUID = 1;

    private final String location;

    /**
     * @param location null if nothing was learnt
     */
    WarmStartFile(String location) {
        this.location = location;
    }

    /** What was learnt. */
    WarmStart read() throws IOException {
        if (location == null) {
            return WarmStart.nothing();
        }
        Path path = new Path(location);
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(path.getFileSystem().open(path)))) {
            return WarmStart.read(in);
        } catch (IOException e) {
            throw new IOException("cannot read " + location + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads it to be heard of at once, not when the job runs.
     *
     * @throws UsageException if it cannot be read
     */
    void require() {
        try {
            read();
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(
                    OutagesOptions.WARM_START.key()
                            + ": "
                            + e.getMessage()
                            + ". Write it with ./exodus learn");
        }
    }
}
