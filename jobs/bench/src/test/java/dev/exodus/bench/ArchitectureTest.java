package dev.exodus.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The dependency rule and what the modules promise, over the classes of all of them. */
@AnalyzeClasses(packages = "dev.exodus", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_ONE_WAY =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("schemas")
                    .definedBy("dev.exodus.schemas..")
                    .layer("core")
                    .definedBy("dev.exodus.core..")
                    .layer("flink")
                    .definedBy("dev.exodus.flink..")
                    .layer("simulator")
                    .definedBy("dev.exodus.simulator..")
                    .layer("dashboards")
                    .definedBy("dev.exodus.dashboards..")
                    .layer("standalone")
                    .definedBy("dev.exodus.standalone..")
                    .optionalLayer("bench")
                    .definedBy("dev.exodus.bench..")
                    .whereLayer("core")
                    .mayOnlyBeAccessedByLayers("flink", "standalone", "bench")
                    .whereLayer("flink")
                    .mayOnlyBeAccessedByLayers("standalone", "bench")
                    .whereLayer("simulator")
                    .mayOnlyBeAccessedByLayers("standalone", "bench")
                    .whereLayer("dashboards")
                    .mayOnlyBeAccessedByLayers("standalone", "bench")
                    .whereLayer("dashboards")
                    .mayOnlyAccessLayers("schemas", "dashboards")
                    .whereLayer("standalone")
                    .mayOnlyBeAccessedByLayers("bench")
                    .whereLayer("schemas")
                    .mayOnlyAccessLayers("schemas");

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_FRAMEWORK =
            noClasses()
                    .that()
                    .resideInAPackage("dev.exodus.core..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "java.sql..",
                            "java.net..",
                            "java.nio.file..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule CORE_HAS_NO_CLOCK_NO_RANDOMNESS_AND_NO_FILES =
            noClasses()
                    .that()
                    .resideInAPackage("dev.exodus.core..")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            Clock.class,
                            Random.class,
                            ThreadLocalRandom.class,
                            UUID.class,
                            File.class,
                            InputStream.class,
                            OutputStream.class);

    @ArchTest
    static final ArchRule THE_SIMULATOR_IS_DETERMINISTIC =
            noClasses()
                    .that()
                    .resideInAPackage("dev.exodus.simulator..")
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Math.class, "random")
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(ThreadLocalRandom.class)
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_POSTGRES =
            noClasses()
                    .that()
                    .resideInAPackage("dev.exodus.flink..")
                    .and()
                    .resideOutsideOfPackage("dev.exodus.flink.store..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule NAMES_ARE_THE_FIELDS_OWN =
            classes()
                    .that()
                    .resideInAPackage("dev.exodus..")
                    .should()
                    .haveSimpleNameNotEndingWith("Manager")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Helper")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Utils")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Common");

    @ArchTest
    static void noPackageIsADrawer(JavaClasses classes) {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..utils..", "..helper..", "..common..", "..manager..")
                .check(classes);
    }
}
