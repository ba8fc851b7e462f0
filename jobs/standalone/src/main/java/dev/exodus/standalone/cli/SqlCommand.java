package dev.exodus.standalone.cli;

import dev.exodus.flink.options.UsageException;
import dev.exodus.standalone.folder.DataFolder;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.sql.ResultTable;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Ask the PostgreSQL database, or with --lake the Parquet files, of a run.")
final class SqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUERY", description = "For instance \"select * from incident\".")
    private String query;

    @Option(
            names = "--lake",
            description = "Ask Parquet through DuckDB; <table>_latest has the newest facts.")
    private boolean lake;

    @Option(names = "--csv", description = "Print CSV instead of a table.")
    private boolean csv;

    @Mixin private RunFolder folder;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        DataFolder data = folder.data();
        if (lake) {
            try (Connection duckdb = LakeDatabase.open(data.lake())) {
                print(duckdb);
            }
        } else {
            try (Postgres postgres = Postgres.start(data.postgres());
                    Connection reader = postgres.connect(Postgres.READER)) {
                print(reader);
            }
        }
        return 0;
    }

    private void print(Connection connection) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            ResultTable table = ResultTable.read(answer);
            if (csv) {
                table.printCsv(out);
            } else {
                table.printAligned(out);
            }
        } catch (SQLException e) {
            throw new UsageException(e.getMessage().lines().findFirst().orElse("wrong query"));
        } finally {
            out.flush();
        }
    }
}
