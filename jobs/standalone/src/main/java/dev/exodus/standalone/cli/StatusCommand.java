package dev.exodus.standalone.cli;

import dev.exodus.standalone.postgres.Postgres;
import dev.exodus.standalone.status.ServiceStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Say how every service is: a line each.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all services are up",
            "1:a service is down or degraded, or an incident goes on",
            "2:of a service nothing is known, or only what is old"
        })
final class StatusCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false)
    private RemoteDatabase remote;

    @Mixin private RunFolder folder;

    @Option(
            names = "--at",
            description = "The moment asked about (default: now; of a run, its last minute).")
    private Instant at;

    @Option(
            names = "--stale",
            defaultValue = "PT5M",
            description = "How old what is known may be (default: ${DEFAULT-VALUE}).")
    private Duration stale;

    @Mixin private JsonFile json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (remote == null) {
            try (Postgres postgres = Postgres.start(folder.data().postgres());
                    Connection reader = postgres.connect(Postgres.READER)) {
                return tell(reader, at == null ? ServiceStatus.newest(reader) : at);
            }
        }
        try (Connection reader = remote.connect()) {
            return tell(reader, at == null ? Instant.now() : at);
        }
    }

    private int tell(Connection reader, Instant moment) throws SQLException, IOException {
        List<ServiceStatus> all = ServiceStatus.read(reader, moment, stale);
        PrintWriter out = spec.commandLine().getOut();
        all.forEach(service -> out.println(line(service)));
        if (all.isEmpty()) {
            out.println("no service has ever been seen");
        }
        out.flush();
        json.write(all);
        return ServiceStatus.overall(all).ordinal();
    }

    private static String line(ServiceStatus service) {
        String asOf =
                service.asOf() == null
                        ? "nothing known of the last day"
                        : "as of " + Instant.ofEpochSecond(service.asOf());
        String incidents =
                service.incidents().stream()
                        .map(i -> i.kind() + " since " + Instant.ofEpochSecond(i.since()))
                        .collect(Collectors.joining(", "));
        return String.format("%-16s %-10s %s", service.service(), service.state(), asOf)
                + (incidents.isEmpty() ? "" : "; " + incidents);
    }
}
