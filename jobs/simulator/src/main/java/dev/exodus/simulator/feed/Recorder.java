package dev.exodus.simulator.feed;

import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.RejectReason;
import dev.exodus.simulator.Stream;
import dev.exodus.simulator.people.Numbers;
import dev.exodus.simulator.scenario.Scenario;
import java.util.Locale;

/**
 * Turns what happened into records: JSON, a partition, a time of sending, and the faults of a real
 * feed. Which faults an event meets is a function of its id.
 */
public final class Recorder implements StepLog {
    private static final String[] PLATFORMS = {"android", "ios", "windows"};
    private static final int MINUTE = 60_000;

    /** What malformed records look like and why they must be refused. */
    private static final String[][] POISON = {
        {"not_json", "{\"event_id\":\"x1\",\"event_time\":"},
        {"not_json", "GET /signup HTTP/1.1 +4915112345678"},
        {"missing_field", "{\"event_id\":\"x2\",\"event_time\":#,\"service\":\"telegram\"}"},
        {"wrong_type", "{\"event_id\":\"x3\",\"event_time\":\"yesterday\"}"},
        {"unknown_version", "{\"schema_version\":2,\"event_id\":\"x4\",\"event_time\":#}"},
        {"trailing_data", "{\"event_id\":\"x5\",\"event_time\":#}{}"},
        {"implausible", null},
        {"future", null},
        {"unknown_value", null},
        {"out_of_range", null},
    };

    private final Outboxes outboxes;
    private final long seed;
    private final long shift;
    private final int partitions;
    private final Stream random = new Stream();
    private final Draft draft = new Draft();
    private final JsonLine json = new JsonLine();
    private final byte[][] services;
    private final byte[][] countries;
    private final byte[][] platforms = new byte[PLATFORMS.length][];
    private final byte[][][] carriers;
    private final byte[][][] counters = new byte[Draft.FEEDS.length][][];
    private final byte[][] calling;
    private final long[] callingCodes;

    public Recorder(Scenario scenario, Outboxes outboxes, long seed, int partitions, long shift) {
        this.outboxes = outboxes;
        this.seed = seed;
        this.partitions = partitions;
        this.shift = shift;
        services = new byte[scenario.services().size()][];
        for (int i = 0; i < services.length; i++) {
            services[i] = quoted("\"service\":", scenario.services().get(i).name());
        }
        int n = scenario.countries().size();
        countries = new byte[n][];
        calling = new byte[n][];
        callingCodes = new long[n];
        carriers = new byte[n][3][];
        for (int i = 0; i < n; i++) {
            Scenario.Country country = scenario.countries().get(i);
            countries[i] = quoted("\"country\":", country.code());
            callingCodes[i] = Long.parseLong(country.calling());
            calling[i] = JsonLine.ascii("\"user\":\"+" + country.calling());
            for (int k = 0; k < 3; k++) {
                carriers[i][k] = quoted("\"carrier\":", country.code() + "-mobile-" + (k + 1));
            }
        }
        for (int i = 0; i < PLATFORMS.length; i++) {
            platforms[i] = quoted("\"platform\":", PLATFORMS[i]);
        }
        for (Feed feed : Draft.FEEDS) {
            String name =
                    switch (feed) {
                        case SIGNUP -> "\"step\":";
                        case SMS -> "\"status\":";
                        case CONNECTION -> "\"outcome\":";
                    };
            counters[feed.ordinal()] =
                    feed.counters().stream()
                            .map(constant -> quoted(name, constant))
                            .toArray(byte[][]::new);
        }
    }

    private static byte[] quoted(String name, String value) {
        return JsonLine.ascii("," + name + "\"" + value + "\"");
    }

    /** Names of the platforms, by number. */
    public static String[] platforms() {
        return PLATFORMS.clone();
    }

    @Override
    public void signup(long time, int service, int country, int platform, long user, int step) {
        begin(Feed.SIGNUP, time, service, country, platform, user, step, 1, 0);
        head(user * 31 + step, time).raw(platforms[platform]);
        user(country, user).raw(counters[0][step]);
        finish(true);
    }

    @Override
    public void sms(
            long time, int service, int country, int platform, long user, int attempt, int status) {
        begin(Feed.SMS, time, service, country, platform, user, status, 1, 0);
        // The same person may ask for a code at two services.
        draft.attempt = (user * 37 + attempt) ^ (long) service << 40;
        head(user * 67 + attempt * 8L + status + 1, time).raw(platforms[platform]);
        json.raw(carriers[country][(int) (user >>> 7 & 0x7FFF) % 3]);
        user(country, user);
        json.raw(ATTEMPT_ID).hex(draft.attempt).raw(ATTEMPT).number(attempt);
        json.raw(counters[1][status]);
        finish(true);
    }

    /** An attempt to connect. */
    public void connection(
            long time,
            int service,
            int country,
            int platform,
            long user,
            long id,
            int outcome,
            long latencyMs,
            long weight) {
        begin(Feed.CONNECTION, time, service, country, platform, user, outcome, weight, latencyMs);
        head(id, time).raw(platforms[platform]);
        user(country, user).raw(counters[2][outcome]);
        json.raw(LATENCY).number(latencyMs).raw(WEIGHT).number(weight);
        finish(false);
    }

    private static final byte[] EVENT_ID = JsonLine.ascii("{\"event_id\":\"");
    private static final byte[] EVENT_TIME = JsonLine.ascii("\",\"event_time\":");
    private static final byte[] ATTEMPT_ID = JsonLine.ascii(",\"attempt_id\":\"");
    private static final byte[] ATTEMPT = JsonLine.ascii("\",\"attempt\":");
    private static final byte[] LATENCY = JsonLine.ascii(",\"latency_ms\":");
    private static final byte[] WEIGHT = JsonLine.ascii(",\"weight\":");
    private static final byte[] QUOTE = JsonLine.ascii("\"");
    private static final byte[] COMMA = JsonLine.ascii(",");
    private static final byte[] END = JsonLine.ascii("}");
    private static final byte[] HEARTBEAT =
            JsonLine.ascii("{\"type\":\"heartbeat\",\"event_time\":");
    private static final byte[] PRODUCER = JsonLine.ascii(",\"producer\":\"simulator\"}");

    /** Every partition of every feed is alive. */
    public void heartbeats(long second) {
        for (Feed feed : Draft.FEEDS) {
            for (int partition = 0; partition < partitions; partition++) {
                draft.feed = feed;
                draft.partition = partition;
                draft.kind = Draft.Kind.HEARTBEAT;
                draft.eventTime = second * 1000 + shift;
                draft.sendTime = second * 1000 + shift + 50;
                json.clear().raw(HEARTBEAT).number(draft.eventTime).raw(PRODUCER);
                outboxes.add(second, draft, json);
            }
        }
    }

    private void begin(
            Feed feed,
            long time,
            int service,
            int country,
            int platform,
            long user,
            int counter,
            long weight,
            long latencyMs) {
        draft.feed = feed;
        draft.kind = Draft.Kind.EVENT;
        draft.partition = (int) ((user >>> 33) % partitions);
        draft.eventTime = time + shift;
        draft.service = service;
        draft.country = country;
        draft.platform = platform;
        draft.counter = counter;
        draft.weight = weight;
        draft.latencyMs = latencyMs;
        draft.person = callingCodes[country] * 1_000_000_000L + Numbers.of(user);
        draft.attempt = 0;
    }

    private JsonLine head(long id, long time) {
        long unique = id * 0x9E3779B97F4A7C15L ^ draft.feed.ordinal();
        random.of(seed, unique, time);
        return json.clear()
                .raw(EVENT_ID)
                .hex(random.nextLong())
                .raw(EVENT_TIME)
                .number(draft.eventTime)
                .raw(services[draft.service])
                .raw(countries[draft.country]);
    }

    private JsonLine user(int country, long user) {
        return json.raw(COMMA).raw(calling[country]).number(Numbers.of(user)).raw(QUOTE);
    }

    /** Sends the record, late perhaps, twice perhaps, with a piece of garbage behind it perhaps. */
    private void finish(boolean mayRepeat) {
        json.raw(END);
        double delay = 40 + random.exponential(300);
        double fault = random.next();
        if (fault < .0018) {
            delay = (11.5 + 12 * random.next()) * MINUTE;
        } else if (fault < .026) {
            delay = 8_000 + random.next() * 8 * MINUTE;
        }
        send(delay);
        if (mayRepeat && random.next() < .013) {
            draft.kind = Draft.Kind.COPY;
            double later = random.next() < .92 ? 200 + random.exponential(15_000) : 14 * MINUTE;
            // How long ago the original was sent; SMS and sign-ups have no latency of their own.
            draft.latencyMs = (long) (delay + later) - (long) delay;
            send(delay + later);
        }
        if (random.next() < .0015) {
            poison(delay);
        }
    }

    private void send(double delay) {
        draft.sendTime = draft.eventTime + (long) delay;
        outboxes.add(Math.floorDiv(draft.sendTime - shift, 1000L), draft, json);
    }

    private void poison(double delay) {
        int kind = random.next(POISON.length);
        String reason = POISON[kind][0];
        draft.kind = Draft.Kind.MALFORMED;
        draft.sendTime = draft.eventTime + (long) delay;
        draft.reason = RejectReason.valueOf(reason.toUpperCase(Locale.ROOT)).ordinal();
        String text = POISON[kind][1];
        if (text == null) {
            text = whole(reason);
        }
        text = text.replace("#", Long.toString(draft.eventTime));
        json.clear().raw(JsonLine.ascii(text));
        outboxes.add(Math.floorDiv(draft.sendTime - shift, 1000L), draft, json);
    }

    /** A whole event of the draft's feed with one thing wrong. */
    private String whole(String reason) {
        long time =
                switch (reason) {
                    case "implausible" -> draft.eventTime / 1000;
                    case "future" -> draft.sendTime + 6L * MINUTE;
                    default -> draft.eventTime;
                };
        String constant = reason.equals("unknown_value") ? "lost" : draft.feed.counters().get(0);
        String country = reason.equals("out_of_range") ? "Germany" : "DE";
        String head =
                "{\"event_id\":\"bad\",\"event_time\":"
                        + time
                        + ",\"service\":\"telegram\",\"country\":\""
                        + country
                        + "\",\"platform\":\"ios\",\"user\":\"+4915112345678\"";
        return head
                + switch (draft.feed) {
                    case SIGNUP -> ",\"step\":\"" + constant + "\"}";
                    case SMS ->
                            ",\"carrier\":\"c\",\"attempt_id\":\"a\",\"attempt\":1,\"status\":\""
                                    + constant
                                    + "\"}";
                    case CONNECTION -> ",\"latency_ms\":1,\"outcome\":\"" + constant + "\"}";
                };
    }
}
