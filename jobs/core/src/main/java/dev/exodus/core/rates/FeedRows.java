package dev.exodus.core.rates;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionCountrySecond;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.ConnectionSecond;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationCountrySecond;
import dev.exodus.schemas.facts.RegistrationDay;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.RegistrationSecond;
import dev.exodus.schemas.facts.SmsCountrySecond;
import dev.exodus.schemas.facts.SmsMinute;
import dev.exodus.schemas.facts.SmsSecond;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.LongStream;

/** Turns counts into the facts of their feed. */
final class FeedRows {
    private final Feed feed;
    private final int generation;

    FeedRows(Feed feed, int generation) {
        this.feed = feed;
        this.generation = generation;
    }

    Fact second(String service, long second, Cell cell, boolean complete) {
        Instant time = Instant.ofEpochSecond(second);
        long[] n = cell.counts;
        long revision = cell.events;
        return switch (feed) {
            case SIGNUP ->
                    new RegistrationSecond(
                            service, time, n[0], n[1], complete, generation, revision);
            case SMS ->
                    new SmsSecond(
                            service,
                            time,
                            n[0],
                            n[1],
                            n[2],
                            n[3],
                            n[4],
                            n[5],
                            complete,
                            generation,
                            revision);
            case CONNECTION ->
                    new ConnectionSecond(
                            service,
                            time,
                            sum(n),
                            n[0],
                            n[1],
                            n[2],
                            n[3],
                            n[4],
                            n[5],
                            complete,
                            generation,
                            revision);
        };
    }

    Fact countrySecond(String service, String country, long second, Cell cell, boolean complete) {
        Instant time = Instant.ofEpochSecond(second);
        long[] n = cell.counts;
        long revision = cell.events;
        return switch (feed) {
            case SIGNUP ->
                    new RegistrationCountrySecond(
                            service, country, time, n[0], n[1], complete, generation, revision);
            case SMS ->
                    new SmsCountrySecond(
                            service,
                            country,
                            time,
                            n[0],
                            n[1],
                            n[2],
                            n[3],
                            n[4],
                            n[5],
                            complete,
                            generation,
                            revision);
            case CONNECTION ->
                    new ConnectionCountrySecond(
                            service,
                            country,
                            time,
                            sum(n),
                            n[0],
                            n[1],
                            n[2],
                            n[3],
                            n[4],
                            n[5],
                            complete,
                            generation,
                            revision);
        };
    }

    Fact minute(
            String service, String country, String platform, long minute, Cell cell, int covered) {
        Instant time = Instant.ofEpochSecond(minute * 60);
        boolean complete = covered == 60;
        long[] n = cell.counts;
        long revision = cell.events;
        return switch (feed) {
            case SIGNUP ->
                    new RegistrationMinute(
                            service,
                            country,
                            platform,
                            time,
                            n[0],
                            n[1],
                            cell.peak,
                            peakTime(cell),
                            covered,
                            complete,
                            generation,
                            revision);
            case SMS ->
                    new SmsMinute(
                            service,
                            country,
                            platform,
                            time,
                            n[0],
                            n[1],
                            n[2],
                            n[3],
                            n[4],
                            n[5],
                            covered,
                            complete,
                            generation,
                            revision);
            case CONNECTION ->
                    new ConnectionMinute(
                            service,
                            country,
                            platform,
                            time,
                            sum(n),
                            n[0],
                            n[1],
                            n[2],
                            n[3],
                            n[4],
                            n[5],
                            latency(cell, 50),
                            latency(cell, 95),
                            latency(cell, 99),
                            covered,
                            complete,
                            generation,
                            revision);
        };
    }

    /** The row of a day; only sign-ups have one. */
    Fact day(String service, String country, long epochDay, String zone, Cell cell) {
        return new RegistrationDay(
                service,
                country,
                LocalDate.ofEpochDay(epochDay),
                zone,
                cell.counts[0],
                cell.counts[1],
                cell.peak,
                peakTime(cell),
                generation,
                cell.events);
    }

    private static Instant peakTime(Cell cell) {
        return cell.peak == 0 ? null : Instant.ofEpochSecond(cell.peakSecond);
    }

    private static Long latency(Cell cell, double percent) {
        return cell.latencies == null ? null : cell.latencies.percentileMs(percent);
    }

    private static long sum(long[] counts) {
        return LongStream.of(counts).sum();
    }
}
