package dev.exodus.standalone.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * The child process: one KRaft broker that lives as long as its standard input is open, so that it
 * cannot outlive its parent, however that ends.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /**
     * @param args the file of the broker's properties, and the cluster id
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        format(file, args[1]);
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
        Thread parent = new Thread(BrokerMain::exitWithParent, "watch-parent");
        parent.setDaemon(true);
        parent.start();
        server.startup();
        server.awaitShutdown();
    }

    private static void format(Path file, String clusterId) {
        String[] arguments = {
            "format", "--config", file.toString(), "--cluster-id", clusterId, "--ignore-formatted"
        };
        int code = StorageTool.execute(arguments, System.out);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static void exitWithParent() {
        try {
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        System.exit(0);
    }
}
