package dev.exodus.standalone.cli;

import dev.exodus.standalone.postgres.Migrations;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = "Bring a PostgreSQL database to the schema of this release.")
final class MigrateCommand implements Callable<Integer> {
    @Option(
            names = "--url",
            required = true,
            description = "JDBC URL without a password, e.g. jdbc:postgresql://host/exodus.")
    private String url;

    @Option(
            names = "--user",
            defaultValue = "postgres",
            description = "A role that may make roles (default: ${DEFAULT-VALUE}).")
    private String user;

    @Option(
            names = "--password-file",
            required = true,
            description = "File whose first line is that role's password.")
    private Path password;

    @Option(
            names = "--owner-password-file",
            required = true,
            description = "File of the password that exodus_owner gets.")
    private Path ownerPassword;

    @Option(
            names = "--writer-password-file",
            required = true,
            description = "File of the password that exodus_writer gets.")
    private Path writerPassword;

    @Option(
            names = "--reader-password-file",
            required = true,
            description = "File of the password that grafana_ro gets.")
    private Path readerPassword;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        int migrations =
                Migrations.migrate(
                        Login.source("--url", url, user, password),
                        new Migrations.RolePasswords(
                                Login.firstLine(ownerPassword),
                                Login.firstLine(writerPassword),
                                Login.firstLine(readerPassword)));
        spec.commandLine().getOut().printf("%d migrations ran%n", migrations);
        return 0;
    }
}
