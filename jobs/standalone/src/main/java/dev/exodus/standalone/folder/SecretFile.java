package dev.exodus.standalone.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random secrets, each in a file that only its owner may read. */
public final class SecretFile {
    private SecretFile() {}

    /**
     * The file, made if it is not there.
     *
     * @param before what stands before the secret in its line
     * @param bytes of randomness, written in hexadecimal
     */
    public static Path create(Path file, String before, int bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            byte[] random = new byte[bytes];
            new SecureRandom().nextBytes(random);
            Files.writeString(
                    file,
                    before + HexFormat.of().formatHex(random) + "\n",
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
        return file;
    }
}
