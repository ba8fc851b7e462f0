package dev.exodus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.exodus.standalone.cli.Subcommand;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SubcommandsTest {
    @Test
    void theLauncherFindsEveryCommandOfThisModule() {
        List<String> commands =
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("dev.exodus.bench")
                                .stream()
                                .filter(type -> type.isAssignableTo(Subcommand.class))
                                .map(JavaClass::getName)
                                .toList();

        assertThat(
                        ServiceLoader.load(Subcommand.class).stream()
                                .map(found -> found.type().getName()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(commands);
    }
}
