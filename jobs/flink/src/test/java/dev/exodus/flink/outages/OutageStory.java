package dev.exodus.flink.outages;

import dev.exodus.core.incidents.IncidentSettings;
import dev.exodus.core.incidents.OutageSettings;
import dev.exodus.core.incidents.ServiceOutages;
import dev.exodus.core.incidents.ServiceWatch;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.Tick;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rates of a service that is silent from minute 400 to 430, as RatesJob sends them. */
final class OutageStory {
    static final OutageSettings SETTINGS =
            new OutageSettings(IncidentSettings.defaults(), 600, 691_200, ZoneOffset.UTC);
    static final int DOWN = 400;
    static final int UP = 430;
    private static final long START = 1_393_027_200L;

    private OutageStory() {}

    static Instant time(int minute) {
        return Instant.ofEpochSecond(START + 60L * minute);
    }

    static ConnectionMinute row(String service, String country, int minute, long ok) {
        return new ConnectionMinute(
                service,
                country,
                "*",
                time(minute),
                ok,
                ok,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                60,
                true,
                1,
                ok);
    }

    static Tick tick(String service, int minute) {
        return new Tick("connection", service, time(minute), 1, time(minute).getEpochSecond());
    }

    /** The rows of a service in some minutes, each with its tick. */
    static List<Fact> of(String service, int from, int to) {
        List<Fact> facts = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            Random random = new Random(minute * 31L + service.hashCode());
            boolean silent = minute >= DOWN && minute < UP;
            long ok = silent ? 0 : Math.round(400 + 20 * random.nextGaussian());
            facts.add(row(service, "*", minute, ok));
            facts.add(row(service, "BR", minute, ok / 2));
            facts.add(tick(service, minute + 1));
        }
        return facts;
    }

    /** What is told of rows and ticks, one after the other. */
    static List<Fact> told(ServiceOutages outages, ServiceWatch state, List<Fact> input) {
        List<Fact> told = new ArrayList<>();
        for (Fact fact : input) {
            if (fact instanceof Tick tick) {
                outages.tick(state, tick, told::add);
            } else {
                outages.row(state, fact);
            }
        }
        return told;
    }
}
