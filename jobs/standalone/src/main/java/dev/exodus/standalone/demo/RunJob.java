package dev.exodus.standalone.demo;

import dev.exodus.flink.Job;
import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.migration.Identities;
import dev.exodus.flink.migration.MigrationJob;
import dev.exodus.flink.migration.MigrationOptions;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.flink.store.StoreOptions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.topics.Topic;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.folder.SecretFile;
import dev.exodus.standalone.postgres.Postgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/**
 * A job of a run.
 *
 * @param job which
 * @param reads the topics that it reads
 * @param options its own options, where they differ from the defaults
 */
public record RunJob(Job job, List<Topic> reads, Configuration options) {
    private static final int KEY_BYTES = 32;

    /** RatesJob, which writes to the lake. */
    public static RunJob rates(DataFolder folder, Configuration given) {
        Configuration options = withLake(given, folder);
        return new RunJob(Job.RATES, Stream.of(Feed.values()).map(Topic::of).toList(), options);
    }

    /** SmsFunnelJob, which writes to the lake, under a key that the folder keeps. */
    public static RunJob funnel(DataFolder folder) throws IOException {
        Configuration options = withLake(new Configuration(), folder);
        options.set(FunnelOptions.SECRET_FILE, pseudonymKey(folder));
        return new RunJob(Job.SMS_FUNNEL, List.of(Topic.EVENTS_SMS), options);
    }

    /** OutagesJob, which goes on from what was learnt of the folder's lake and writes to it. */
    static RunJob outages(DataFolder folder) {
        Configuration learnt = new Configuration();
        learnt.set(OutagesOptions.WARM_START, folder.warmStart().toUri().toString());
        return outages(folder, learnt);
    }

    /** OutagesJob, which writes to the lake. */
    public static RunJob outages(DataFolder folder, Configuration given) {
        Configuration options = withLake(given, folder);
        return new RunJob(Job.OUTAGES, List.of(Topic.FACTS_RATES), options);
    }

    /**
     * MigrationJob, which knows the weeks before and writes to the lake. The services of a run
     * share identities; people are told apart under the key that the folder keeps.
     */
    static RunJob migration(DataFolder folder) throws IOException {
        Configuration options = withLake(new Configuration(), folder);
        options.set(MigrationOptions.WARM_START, folder.registrations().toUri().toString());
        options.set(MigrationOptions.IDENTITIES, Identities.SHARED);
        options.set(FunnelOptions.SECRET_FILE, pseudonymKey(folder));
        List<Topic> reads =
                Stream.of(MigrationJob.READS, MigrationJob.READS_FOR_PEOPLE)
                        .flatMap(List::stream)
                        .toList();
        return new RunJob(Job.MIGRATION, reads, options);
    }

    private static String pseudonymKey(DataFolder folder) throws IOException {
        return SecretFile.create(folder.pseudonymKey(), "demo - ", KEY_BYTES).toString();
    }

    /** StoreJob, which reads what the others write. */
    static RunJob store(Postgres postgres) throws IOException {
        Configuration options = new Configuration();
        options.set(StoreOptions.URL, postgres.url());
        options.set(StoreOptions.USER, Postgres.WRITER);
        options.set(StoreOptions.PASSWORD_FILE, postgres.passwordFile(Postgres.WRITER).toString());
        return new RunJob(Job.STORE, StoreJob.READS, options);
    }

    private static Configuration withLake(Configuration given, DataFolder folder) {
        Configuration options = new Configuration(given);
        options.set(RatesOptions.LAKE, folder.lake().toUri().toString());
        return options;
    }

    /** All its options; what every job is told is added to its own. */
    Configuration optionsWith(Configuration common) {
        Configuration all = new Configuration(options);
        all.addAll(common);
        JobOptions.check(all, job.options(), job.required());
        return all;
    }
}
