package dev.exodus.standalone.postgres;

import dev.exodus.standalone.folder.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Random passwords, each in a file that only its owner may read.
 *
 * @param folder where the files are
 */
record Passwords(Path folder) {
    private static final int BYTES = 24;

    /** The file of a role's password, made if it is not there. */
    Path file(String role) throws IOException {
        return SecretFile.create(folder.resolve(role + ".password"), "", BYTES);
    }

    String of(String role) throws IOException {
        return Files.readString(file(role)).strip();
    }
}
