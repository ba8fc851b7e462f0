package dev.exodus.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Random passwords, each in a file that only its owner may read.
 *
 * @param folder where the files are
 */
record Passwords(Path folder) {
    private static final int BYTES = 24;

    /** The file of a role's password, made if it is not there. */
    Path file(String role) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(role + ".password");
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.writeString(
                    file,
                    HexFormat.of().formatHex(random) + "\n",
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
        return file;
    }

    String of(String role) throws IOException {
        return Files.readString(file(role)).strip();
    }
}
