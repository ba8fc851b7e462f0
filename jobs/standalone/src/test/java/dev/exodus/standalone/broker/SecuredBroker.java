package dev.exodus.standalone.broker;

import dev.exodus.standalone.folder.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker that demands TLS and a password at a second address; made by Java's keytool. */
final class SecuredBroker implements AutoCloseable {
    static final String USER = "exodus";
    static final String PASSWORD = "kafka-password";

    private static final String STORE_PASSWORD = "store-password";

    private final Path folder;
    private final Broker broker;
    private final int port;

    private SecuredBroker(Path folder, Broker broker, int port) {
        this.folder = folder;
        this.broker = broker;
        this.port = port;
    }

    /** Starts it. Its certificate is for localhost, not for 127.0.0.1. */
    static SecuredBroker start(Path folder) throws IOException, InterruptedException {
        int port = Ports.free(1)[0];
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                "broker.p12");
        keytool(
                folder,
                "-exportcert",
                "-alias",
                "broker",
                "-keystore",
                "broker.p12",
                "-file",
                "broker.cer");
        trust(folder, "broker.cer", "trusted.p12");
        Broker broker =
                Broker.start(
                        folder.resolve("broker"),
                        Map.of(
                                "listeners",
                                "SASL_SSL://localhost:" + port,
                                "advertised.listeners",
                                "SASL_SSL://localhost:" + port,
                                "listener.security.protocol.map",
                                "SASL_SSL:SASL_SSL",
                                "sasl.enabled.mechanisms",
                                "PLAIN",
                                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule"
                                        + " required user_%s=\"%s\";".formatted(USER, PASSWORD),
                                "ssl.keystore.location",
                                folder.resolve("broker.p12").toString(),
                                "ssl.keystore.password",
                                STORE_PASSWORD,
                                "ssl.key.password",
                                STORE_PASSWORD));
        return new SecuredBroker(folder, broker, port);
    }

    /** The address that the certificate is for. */
    String address() {
        return "localhost:" + port;
    }

    /** The same port by a name that the certificate does not have. */
    String wrongName() {
        return "127.0.0.1:" + port;
    }

    /** What a client that trusts the broker says; the password is in a file. */
    Map<String, String> client(String password) throws IOException {
        return client(password, "trusted.p12");
    }

    /** The same for a client that trusts somebody else only. */
    Map<String, String> distrustfulClient() throws IOException, InterruptedException {
        keytool(
                folder,
                "-genkeypair",
                "-alias",
                "other",
                "-keyalg",
                "EC",
                "-dname",
                "CN=other",
                "-keystore",
                "other.p12");
        keytool(
                folder,
                "-exportcert",
                "-alias",
                "other",
                "-keystore",
                "other.p12",
                "-file",
                "other.cer");
        trust(folder, "other.cer", "distrustful.p12");
        return client(PASSWORD, "distrustful.p12");
    }

    private Map<String, String> client(String password, String trusted) throws IOException {
        Path secrets = Files.createTempFile(folder, "kafka-", ".properties");
        Files.writeString(secrets, "password=" + password + "\nstore=" + STORE_PASSWORD + "\n");
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "config.providers",
                "file",
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"%s\" password=\"${file:%s:password}\";"
                                .formatted(USER, secrets),
                "ssl.truststore.location",
                folder.resolve(trusted).toString(),
                "ssl.truststore.password",
                "${file:%s:store}".formatted(secrets));
    }

    private static void trust(Path folder, String certificate, String store)
            throws IOException, InterruptedException {
        keytool(
                folder,
                "-importcert",
                "-noprompt",
                "-alias",
                "trusted",
                "-file",
                certificate,
                "-keystore",
                store);
    }

    private static void keytool(Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Path log = folder.resolve("keytool.log");
        int code =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
