package dev.exodus.flink;

import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.funnel.SmsFunnelJob;
import dev.exodus.flink.migration.MigrationJob;
import dev.exodus.flink.migration.MigrationOptions;
import dev.exodus.flink.options.JobMain;
import dev.exodus.flink.options.JobOptions;
import dev.exodus.flink.outages.OutagesJob;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.flink.rates.RatesJob;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreJob;
import dev.exodus.flink.store.StoreOptions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Every job, in the order of the data. */
public enum Job {
    RATES(RatesJob.class, RatesJob.NAME, RatesOptions.ALL, RatesOptions.REQUIRED, RatesJob::define),
    OUTAGES(
            OutagesJob.class,
            OutagesJob.NAME,
            OutagesOptions.ALL,
            OutagesOptions.REQUIRED,
            OutagesJob::define),
    SMS_FUNNEL(
            SmsFunnelJob.class,
            SmsFunnelJob.NAME,
            FunnelOptions.ALL,
            FunnelOptions.REQUIRED,
            SmsFunnelJob::define),
    MIGRATION(
            MigrationJob.class,
            MigrationJob.NAME,
            MigrationOptions.ALL,
            MigrationOptions.REQUIRED,
            MigrationJob::define),
    STORE(StoreJob.class, StoreJob.NAME, StoreOptions.ALL, StoreOptions.REQUIRED, StoreJob::define);

    private final Class<?> main;
    private final String jobName;
    private final List<ConfigOption<?>> options;
    private final List<ConfigOption<?>> required;
    private final JobMain.Definition definition;

    Job(
            Class<?> main,
            String jobName,
            List<ConfigOption<?>> options,
            List<ConfigOption<?>> required,
            JobMain.Definition definition) {
        this.main = main;
        this.jobName = jobName;
        this.options = options;
        this.required = required;
        this.definition = definition;
    }

    /**
     * The job with a main class.
     *
     * @throws IllegalArgumentException if none has it
     */
    public static Job ofMain(String main) {
        return Stream.of(values())
                .filter(job -> job.main().equals(main))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job has the main " + main));
    }

    /** Name of its main class. */
    public String main() {
        return main.getName();
    }

    /** Its name in Flink, and that of its consumer group. */
    public String jobName() {
        return jobName;
    }

    /** Its options, in the order of the reference. */
    public List<ConfigOption<?>> options() {
        return options;
    }

    /** Those that must be given. */
    public List<ConfigOption<?>> required() {
        return required;
    }

    /** How it is wired. */
    public JobMain.Definition definition() {
        return definition;
    }

    /**
     * Its options from a command line.
     *
     * @throws dev.exodus.flink.options.UsageException if one is unknown, missing or wrong
     */
    public Configuration parse(List<String> args) {
        return JobOptions.parse(args.toArray(String[]::new), options, required);
    }
}
