package dev.exodus.standalone.demo;

import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.funnel.SmsFunnelJob;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.outages.OutagesJob;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.flink.rates.RatesJob;
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
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * A job of a run.
 *
 * @param name also its consumer group
 * @param reads the topics that it reads
 * @param options its own options, where they differ from the defaults
 */
public record RunJob(
        String name,
        List<Topic> reads,
        Configuration options,
        List<ConfigOption<?>> known,
        List<ConfigOption<?>> required,
        JobMain.Definition definition) {
    private static final int KEY_BYTES = 32;

    /** RatesJob, which writes to the lake. */
    public static RunJob rates(DataFolder folder, Configuration given) {
        Configuration options = new Configuration(given);
        options.set(RatesOptions.LAKE, folder.lake().toUri().toString());
        return new RunJob(
                RatesJob.NAME,
                Stream.of(Feed.values()).map(Topic::of).toList(),
                options,
                RatesOptions.ALL,
                RatesOptions.REQUIRED,
                RatesJob::define);
    }

    /** SmsFunnelJob, which writes to the lake, under a key that the folder keeps. */
    public static RunJob funnel(DataFolder folder) throws IOException {
        Configuration options = new Configuration();
        options.set(RatesOptions.LAKE, folder.lake().toUri().toString());
        options.set(
                FunnelOptions.SECRET_FILE,
                SecretFile.create(folder.pseudonymKey(), "demo - ", KEY_BYTES).toString());
        return new RunJob(
                SmsFunnelJob.NAME,
                List.of(Topic.EVENTS_SMS),
                options,
                FunnelOptions.ALL,
                FunnelOptions.REQUIRED,
                SmsFunnelJob::define);
    }

    /** OutagesJob, which goes on from what was learnt of the folder's lake and writes to it. */
    static RunJob outages(DataFolder folder) {
        Configuration options = new Configuration();
        options.set(RatesOptions.LAKE, folder.lake().toUri().toString());
        options.set(OutagesOptions.WARM_START, folder.warmStart().toUri().toString());
        return new RunJob(
                OutagesJob.NAME,
                List.of(Topic.FACTS_RATES),
                options,
                OutagesOptions.ALL,
                OutagesOptions.REQUIRED,
                OutagesJob::define);
    }

    /** StoreJob, which reads what the others write. */
    static RunJob store(Postgres postgres) throws IOException {
        Configuration options = new Configuration();
        options.set(StoreOptions.URL, postgres.url());
        options.set(StoreOptions.USER, Postgres.WRITER);
        options.set(StoreOptions.PASSWORD_FILE, postgres.passwordFile(Postgres.WRITER).toString());
        return new RunJob(
                StoreJob.NAME,
                StoreJob.READS,
                options,
                StoreOptions.ALL,
                StoreOptions.REQUIRED,
                StoreJob::define);
    }

    /** All its options; what every job is told is added to its own. */
    Configuration optionsWith(Configuration common) {
        Configuration all = new Configuration(options);
        all.addAll(common);
        JobOptions.check(all, known, required);
        return all;
    }
}
