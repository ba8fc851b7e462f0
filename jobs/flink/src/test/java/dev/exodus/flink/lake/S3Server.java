package dev.exodus.flink.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;

/** An S3 server in a process of its own with one bucket, and Flink's plugin that talks to it. */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "lake";

    private static final Path JARS = Path.of("target/s3");
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private S3Server(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a server, which keeps its objects in memory, and tells Flink in this process about it.
     *
     * @param folder for its settings and its log
     */
    static S3Server start(Path folder) throws Exception {
        int port = freePort();
        String address = "http://127.0.0.1:" + port;
        Path settings =
                Files.write(
                        folder.resolve("s3.properties"),
                        List.of(
                                "s3proxy.authorization=none",
                                "s3proxy.endpoint=" + address,
                                "jclouds.provider=transient",
                                "jclouds.identity=none",
                                "jclouds.credential=none"));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-jar",
                                jar().toString(),
                                "--properties",
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("s3.log").toFile())
                        .start();
        S3Server server = new S3Server(process, address);
        try {
            server.awaitPort(port);
            server.request("/" + BUCKET, "PUT");
            server.tellFlink();
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> jars = Files.list(JARS.resolve("server"))) {
            return jars.findFirst().orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(int port) throws IOException, InterruptedException {
        while (process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (ConnectException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("the S3 server ended with exit code " + process.exitValue());
    }

    /** As a cluster does it from {@code plugins/} and its configuration. */
    private void tellFlink() throws IOException {
        Configuration settings = new Configuration();
        settings.setString("s3.endpoint", address);
        settings.setString("s3.path.style.access", "true");
        settings.setString("s3.access-key", "any");
        settings.setString("s3.secret-key", "any");
        FileSystem.initialize(
                settings,
                new DefaultPluginManager(
                        new DirectoryBasedPluginFinder(JARS.resolve("plugins")).findPlugins(),
                        CoreOptions.getPluginParentFirstLoaderPatterns(settings)));
    }

    /** Fetches every object, over HTTP and not by what has written them. */
    void download(Path folder) throws Exception {
        String list = new String(request("/" + BUCKET + "?list-type=2", "GET"), UTF_8);
        for (MatchResult key : KEY.matcher(list).results().toList()) {
            Path file = folder.resolve(key.group(1));
            if (!key.group(1).endsWith("/")) {
                Files.createDirectories(file.getParent());
                Files.write(file, request("/" + BUCKET + "/" + key.group(1), "GET"));
            }
        }
    }

    private byte[] request(String path, String method) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
