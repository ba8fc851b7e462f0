package dev.exodus.standalone.outages;

import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceSettings;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.core.incidents.WarmStart;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.schemas.facts.Tick;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What OutagesJob would have told of a lake, had the newest row of each bucket come in its place
 * and none been corrected: the rows of each minute, then a tick.
 */
public final class LakeBatch {
    private static final long MINUTE = 60;

    private final Connection duckDb;
    private final ServiceSettings settings;
    private final WarmStart learnt;

    /**
     * @param duckDb has the views of the lake
     * @param settings those of the job
     * @param learnt what the job started from
     */
    public LakeBatch(Connection duckDb, ServiceSettings settings, WarmStart learnt) {
        this.duckDb = duckDb;
        this.settings = settings;
        this.learnt = learnt;
    }

    /**
     * What a feed was heard of.
     *
     * @param from begin of the first minute that was judged
     * @param through of its last tick
     */
    public record Heard(Instant from, Instant through) {}

    /**
     * Passes the rows of a service through.
     *
     * @param heard by feed; of the others nothing was heard
     * @param told takes what is told, in order
     */
    public void run(String service, Map<Feed, Heard> heard, Consumer<Fact> told)
            throws SQLException, IOException {
        ServiceWatch watch = learnt.service(service).orElseGet(ServiceWatch::new);
        ServiceOutages outages = new ServiceOutages(settings.of(service));
        for (Map.Entry<Feed, Heard> feed : heard.entrySet()) {
            run(outages, watch, service, feed.getKey(), feed.getValue(), told);
        }
    }

    private void run(
            ServiceOutages outages,
            ServiceWatch watch,
            String service,
            Feed feed,
            Heard heard,
            Consumer<Fact> told)
            throws SQLException {
        TreeMap<Instant, List<Fact>> minutes = new TreeMap<>();
        for (FactType table : LakeRates.watched(feed)) {
            new LakeRates(duckDb)
                    .read(
                            service,
                            table,
                            heard.from(),
                            heard.through(),
                            (time, row) ->
                                    minutes.computeIfAbsent(
                                                    time.truncatedTo(ChronoUnit.MINUTES),
                                                    m -> new ArrayList<>())
                                            .add(row));
        }
        if (learnt.services().contains(service)) {
            tick(outages, watch, service, feed, heard.from(), told);
        }
        minutes.forEach(
                (minute, rows) -> {
                    rows.forEach(row -> outages.row(watch, row));
                    Instant end = minute.plusSeconds(MINUTE);
                    Instant through = end.isBefore(heard.through()) ? end : heard.through();
                    tick(outages, watch, service, feed, through, told);
                });
        tick(outages, watch, service, feed, heard.through(), told);
    }

    private static void tick(
            ServiceOutages outages,
            ServiceWatch watch,
            String service,
            Feed feed,
            Instant through,
            Consumer<Fact> told) {
        long revision = through.getEpochSecond();
        outages.tick(watch, new Tick(feed.wireName(), service, through, 1, revision), told);
    }
}
