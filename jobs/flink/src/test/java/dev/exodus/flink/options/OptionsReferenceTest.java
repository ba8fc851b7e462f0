package dev.exodus.flink.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.exodus.flink.funnel.FunnelOptions;
import dev.exodus.flink.migration.MigrationOptions;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.flink.rates.RatesOptions;
import dev.exodus.flink.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of options is generated: write it anew with {@code -Dexodus.update=true}. */
class OptionsReferenceTest {
    private static final Path FILE = Path.of("../../docs/options.md");

    @Test
    void theReferenceIsUpToDate() throws IOException {
        String reference =
                "# Options\n\nGenerated from the code. A job takes each as `--key value`, or as"
                        + " `key: value` in the YAML file named by `--config`; the command line"
                        + " wins. Lists have semicolons between their values.\n\n## RatesJob\n\n"
                        + OptionsReference.table(RatesOptions.ALL, RatesOptions.REQUIRED)
                        + "\n## OutagesJob\n\n"
                        + OptionsReference.table(OutagesOptions.ALL, OutagesOptions.REQUIRED)
                        + "\n## SmsFunnelJob\n\n"
                        + OptionsReference.table(FunnelOptions.ALL, FunnelOptions.REQUIRED)
                        + "\n## MigrationJob\n\n"
                        + OptionsReference.table(MigrationOptions.ALL, MigrationOptions.REQUIRED)
                        + "\n## StoreJob\n\n"
                        + OptionsReference.table(StoreOptions.ALL, StoreOptions.REQUIRED);
        if (Boolean.getBoolean("exodus.update")) {
            Files.writeString(FILE, reference);
        }
        assertThat(FILE).hasContent(reference);
    }
}
