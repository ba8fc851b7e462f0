package dev.exodus.standalone.topics;

import dev.exodus.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Creates every topic of Exodus as {@link Topic} describes it. */
public final class Topics {
    private static final String FOR_EVER = "-1";

    private final Admin admin;

    public Topics(Admin admin) {
        this.admin = admin;
    }

    /** How the topics are made. */
    public enum Retention {
        /** As {@link Topic#retentionDays()} says: for live events. */
        DAYS,
        /**
         * For ever: Kafka's retention goes by record timestamps, and would delete a replay of the
         * past at the first check.
         */
        REPLAY
    }

    /**
     * What happened.
     *
     * @param created topics that were not there
     * @param differing sentences about topics that were there with another number of partitions
     */
    public record Result(Set<Topic> created, List<String> differing) {}

    /** Creates what is missing; what is there keeps its partitions and gets the retention. */
    public Result create(Retention retention, short replication)
            throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        Set<Topic> created = EnumSet.noneOf(Topic.class);
        Set<Topic> kept = EnumSet.noneOf(Topic.class);
        List<NewTopic> missing = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (existing.contains(topic.topicName())) {
                kept.add(topic);
            } else {
                created.add(topic);
                missing.add(
                        new NewTopic(topic.topicName(), topic.partitions(), replication)
                                .configs(configs(topic, retention)));
            }
        }
        admin.createTopics(missing).all().get();
        setRetention(kept, retention);
        return new Result(created, differing(kept));
    }

    private void setRetention(Set<Topic> topics, Retention retention)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic topic : topics) {
            ConfigEntry entry =
                    new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, retentionMs(topic, retention));
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                    List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET)));
        }
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private List<String> differing(Set<Topic> topics)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> found =
                admin.describeTopics(topics.stream().map(Topic::topicName).toList())
                        .allTopicNames()
                        .get();
        return topics.stream()
                .filter(t -> found.get(t.topicName()).partitions().size() != t.partitions())
                .map(
                        t ->
                                "topic %s has %d partitions instead of %d; it was left as it is"
                                        .formatted(
                                                t.topicName(),
                                                found.get(t.topicName()).partitions().size(),
                                                t.partitions()))
                .toList();
    }

    private static Map<String, String> configs(Topic topic, Retention retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted()
                        ? TopicConfig.CLEANUP_POLICY_COMPACT
                        : TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                retentionMs(topic, retention));
    }

    private static String retentionMs(Topic topic, Retention retention) {
        return retention == Retention.REPLAY || topic.retentionDays() < 0
                ? FOR_EVER
                : Long.toString(Duration.ofDays(topic.retentionDays()).toMillis());
    }
}
