package dev.exodus.standalone.cli;

import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.topics.Topics;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Create every topic with its partitions, clean-up and retention.")
final class TopicsCommand implements Callable<Integer> {
    @Mixin private KafkaClient kafka;

    @Option(
            names = "--replay",
            description = "Keep records for ever: Kafka deletes a replay of the past otherwise.")
    private boolean replay;

    @Option(
            names = "--replication",
            defaultValue = "1",
            description = "Copies of each partition (default: ${DEFAULT-VALUE}).")
    private short replication;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(kafka.settings())) {
            Topics.Retention retention = replay ? Topics.Retention.REPLAY : Topics.Retention.DAYS;
            Topics.Result result = new Topics(admin).create(retention, replication);
            for (Topic topic : Topic.values()) {
                out.printf(
                        "%-18s %s%n",
                        topic.topicName(), result.created().contains(topic) ? "created" : "there");
            }
            result.differing().forEach(out::println);
            return result.differing().isEmpty() ? 0 : 1;
        }
    }
}
