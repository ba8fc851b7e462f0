package dev.exodus.simulator.scenario;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A scenario file: who signs up where and when, what fails, and what is wrong with the feed.
 *
 * @param id name of the file
 * @param title one sentence
 * @param sources where the figures come from
 * @param start first moment of the whole scenario
 * @param end last moment
 * @param eveningFrom first moment of the part that a demo shows
 * @param eveningTo last moment of it
 * @param countries where people are
 * @param services what they use
 * @param outages what fails
 * @param alsoFound what must be found besides, such as surges
 * @param marks what people know of it, such as news and stated causes
 * @param gaps when a partition of a feed is silent
 * @param losses when part of a feed's events never arrives, though its partitions are alive
 * @param people who uses what, and for how long; ordinary people if not given
 * @param heartbeats whether producers send any; true if not given
 */
public record Scenario(
        String id,
        String title,
        List<String> sources,
        Instant start,
        Instant end,
        Instant eveningFrom,
        Instant eveningTo,
        List<Country> countries,
        List<Service> services,
        List<Outage> outages,
        List<Finding> alsoFound,
        List<Mark> marks,
        List<FeedGap> gaps,
        List<Loss> losses,
        People people,
        Boolean heartbeats) {

    public Scenario {
        sources = sources == null ? List.of() : sources;
        outages = outages == null ? List.of() : outages;
        alsoFound = alsoFound == null ? List.of() : alsoFound;
        marks = marks == null ? List.of() : marks;
        gaps = gaps == null ? List.of() : gaps;
        losses = losses == null ? List.of() : losses;
        people = people == null ? new People(null, null, null, null, null) : people;
        heartbeats = heartbeats == null || heartbeats;
        require(id != null && !id.isBlank(), "id is missing");
        require(start != null && end != null && start.isBefore(end), "start must be before end");
        require(countries != null && !countries.isEmpty(), "countries is empty");
        require(countries.size() < 128, "at most 127 countries");
        require(services != null && !services.isEmpty(), "services is empty");
        for (Outage outage : outages) {
            require(
                    isAmong(services, outage.service()),
                    "outage of an unknown service '" + outage.service() + "'");
        }
        for (Service service : services) {
            for (Attraction drawn : service.attraction()) {
                require(
                        drawn.source() == null
                                || isAmong(services, drawn.source())
                                        && !drawn.source().equals(service.name()),
                        service.name()
                                + ": attraction with source '"
                                + drawn.source()
                                + "', which is no other service");
            }
        }
        for (Mark mark : marks) {
            require(
                    mark.service() == null || isAmong(services, mark.service()),
                    "mark of an unknown service '" + mark.service() + "'");
        }
    }

    /** Number of a service, -1 if there is none of that name. */
    public int number(String service) {
        for (int i = 0; i < services.size(); i++) {
            if (services.get(i).name().equals(service)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whose outage it is that draws people to a service: as the file says, else that of the first
     * outage of another one; null if there is none.
     */
    public String source(Service service, Attraction drawn) {
        if (drawn.source() != null) {
            return drawn.source();
        }
        return outages.stream()
                .map(Outage::service)
                .filter(failing -> !failing.equals(service.name()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Share of people who live in each country, in the order of {@link #countries}.
     *
     * @param regions factor on the weight of a region's countries; 1 if not given
     */
    public double[] shares(Map<String, Double> regions) {
        double[] shares = new double[countries.size()];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            Country country = countries.get(i);
            shares[i] = country.weight() * regions.getOrDefault(country.region(), 1.0);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static boolean isAmong(List<Service> services, String name) {
        return services.stream().anyMatch(service -> service.name().equals(name));
    }

    /**
     * A country.
     *
     * @param code ISO 3166-1 alpha-2
     * @param calling country calling code
     * @param utcOffset hours ahead of UTC
     * @param region e.g. Europe
     * @param weight share of people, any unit
     */
    public record Country(
            String code, String calling, double utcOffset, String region, double weight) {}

    /**
     * A service.
     *
     * @param name e.g. telegram
     * @param signupsPerDay people who set out to sign up on an ordinary day
     * @param regions factor on the weight of a region's countries; 1 if not given
     * @param news what draws people by itself
     * @param attraction how outages of others draw people here
     * @param smsPerSecond capacity of the SMS gateway
     * @param signupsPerSecond most registrations that the servers take
     * @param connectionsPerSecond sampled connection attempts per second
     * @param connectionWeight how many people, and so attempts, a sampled one stands for
     */
    public record Service(
            String name,
            double signupsPerDay,
            Map<String, Double> regions,
            List<News> news,
            List<Attraction> attraction,
            List<Capacity> smsPerSecond,
            double signupsPerSecond,
            double connectionsPerSecond,
            long connectionWeight) {

        public Service {
            regions = regions == null ? Map.of() : regions;
            news = news == null ? List.of() : news;
            attraction = attraction == null ? List.of() : attraction;
            require(smsPerSecond != null && !smsPerSecond.isEmpty(), name + ": sms_per_second");
            require(connectionWeight >= 1, name + ": connection_weight must be at least 1");
        }
    }

    /**
     * People drawn by news: {@code perDay * exp(-(t - at) / fadeHours)}.
     *
     * @param at when it broke
     * @param perDay people per day at first
     * @param fadeHours time to fall to 37 %
     */
    public record News(Instant at, double perDay, double fadeHours) {}

    /**
     * People drawn by an outage elsewhere: rises within {@code riseMinutes} of its start to {@code
     * perDay}, stays until {@code until}, then fades.
     *
     * @param source the service that they come from; that of the first outage of another one if not
     *     given
     */
    public record Attraction(
            Instant at,
            Instant until,
            double perDay,
            double riseMinutes,
            double fadeHours,
            Map<String, Double> regions,
            String source) {

        public Attraction {
            regions = regions == null ? Map.of() : regions;
        }
    }

    /** A capacity from a moment on. */
    public record Capacity(Instant from, double perSecond) {
        /** The newest that holds at a time, in seconds since the epoch; else the first. */
        public static double at(List<Capacity> capacities, double time) {
            double perSecond = capacities.get(0).perSecond();
            for (Capacity capacity : capacities) {
                if (capacity.from().getEpochSecond() <= time) {
                    perSecond = capacity.perSecond();
                }
            }
            return perSecond;
        }
    }

    /**
     * What fails.
     *
     * @param service whose
     * @param kind as in incidents, e.g. outage or degradation
     * @param parts when
     * @param share share of connection attempts that fail
     * @param signups share of sign-ups that cannot even begin
     * @param retries factor on attempts, since clients try again
     * @param regions where; everywhere if these and the countries are empty
     * @param countries where
     */
    public record Outage(
            String service,
            String kind,
            List<Part> parts,
            double share,
            double signups,
            double retries,
            List<String> regions,
            List<String> countries) {

        public Outage {
            regions = regions == null ? List.of() : regions;
            countries = countries == null ? List.of() : countries;
        }

        /** Whether it goes on. */
        public boolean active(long second) {
            return parts.stream()
                    .anyMatch(
                            part ->
                                    part.start().getEpochSecond() <= second
                                            && second < part.end().getEpochSecond());
        }

        /** Whether it is felt in a country. */
        public boolean touches(Country country) {
            return regions.isEmpty() && countries.isEmpty()
                    || regions.contains(country.region())
                    || countries.contains(country.code());
        }
    }

    /** An incident that a detector must find. */
    public record Finding(String service, String kind, List<Part> parts) {}

    /**
     * What people know. It is told before the story begins, and moves nobody: what news does to
     * people is in {@link Service#news}.
     *
     * @param kind news, maintenance, note or cause
     * @param service whom it is about; null for all
     * @param country where; null for everywhere
     * @param from since when
     * @param to until when; null for a moment
     * @param label in a few words
     * @param source where it is known from
     */
    public record Mark(
            String kind,
            String service,
            String country,
            Instant from,
            Instant to,
            String label,
            String source) {
        public Mark {
            require(kind != null && !kind.isBlank(), "a mark without a kind");
            require(from != null, "a mark without from");
            require(label != null && !label.isBlank(), "a mark without a label");
        }

        /** The same, so much later. */
        public Mark shifted(long millis) {
            Instant end = to == null ? null : to.plusMillis(millis);
            return new Mark(kind, service, country, from.plusMillis(millis), end, label, source);
        }
    }

    /**
     * Who uses what, and for how long.
     *
     * @param alsoUse share of those who come by themselves or because of news who use each other
     *     service; half of them if not given
     * @param returning share of those drawn by an outage who use the failed service again when it
     *     is back; nearly all if not given, since people who switch mostly keep both
     * @param base how long they stay whom nothing in particular drew
     * @param news whom news drew
     * @param outage whom an outage elsewhere drew
     */
    public record People(
            Double alsoUse, Double returning, Staying base, Staying news, Staying outage) {
        public People {
            alsoUse = alsoUse == null ? .5 : alsoUse;
            returning = returning == null ? .97 : returning;
            base = base == null ? new Staying(.7, .5) : base;
            news = news == null ? new Staying(.65, .42) : news;
            outage = outage == null ? new Staying(.6, .35) : outage;
            require(0 <= alsoUse && alsoUse <= 1, "people: also_use must be from 0 to 1");
            require(0 <= returning && returning <= 1, "people: returning must be from 0 to 1");
        }
    }

    /**
     * How long people stay: as a power of time, so that {@code day1 * d ^ -b} of them still connect
     * on day d, the first 24 hours being day 1. The others never do.
     *
     * @param day1 share who connect on day 1 or later, above 0 and below 1
     * @param day7 share who connect on day 7 or later, above 0 and below day1
     */
    public record Staying(double day1, double day7) {
        public Staying {
            require(
                    0 < day7 && day7 < day1 && day1 < 1,
                    "staying: needs 0 < day7 < day1 < 1, has day1 %s and day7 %s"
                            .formatted(day1, day7));
        }

        /** Days after which somebody is gone, if so great a share of people stay longer. */
        public double days(double share) {
            double power = StrictMath.log(day1 / day7) / StrictMath.log(7);
            return Math.max(0, StrictMath.pow(day1 / Math.max(share, 1e-9), 1 / power) - 1);
        }
    }

    /** From one moment to another. */
    public record Part(Instant start, Instant end) {}

    /** A partition of a feed that loses everything for a while. */
    public record FeedGap(String feed, int partition, Instant from, Instant to) {}

    /**
     * Events that never arrive.
     *
     * @param feed of which feed
     * @param service of which service; of all if null
     * @param share how many of them, 0 to 1
     * @param from sent from this moment on
     * @param to and before this one
     */
    public record Loss(String feed, String service, double share, Instant from, Instant to) {}

    /** Ids of all scenarios that come with Exodus. */
    public static List<String> shippedIds() {
        try (InputStream in = Scenario.class.getResourceAsStream("/exodus/scenarios/index")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the scenarios", e);
        }
    }

    /** A scenario that comes with Exodus. */
    public static Scenario shipped(String id) {
        String resource = "/exodus/scenarios/" + id + ".yaml";
        try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "there is no scenario '%s': name a YAML file or one of %s"
                                .formatted(id, String.join(", ", shippedIds())));
            }
            return read(in, id);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read scenario " + id, e);
        }
    }

    /**
     * A scenario from a file.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static Scenario load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read scenario " + file, e);
        }
    }

    private static Scenario read(InputStream in, String name) throws IOException {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .addModule(new JavaTimeModule())
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .build();
        try {
            return yaml.treeToValue(withCountries(yaml, yaml.readTree(in)), Scenario.class);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    "scenario "
                            + name
                            + ", at "
                            + path(e)
                            + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** {@code countries_from} names a shipped scenario whose countries are meant. */
    private static JsonNode withCountries(YAMLMapper yaml, JsonNode file) throws IOException {
        if (!(file instanceof ObjectNode scenario) || !scenario.has("countries_from")) {
            return file;
        }
        String from = scenario.remove("countries_from").asText();
        try (InputStream in =
                Scenario.class.getResourceAsStream("/exodus/scenarios/" + from + ".yaml")) {
            require(in != null, "countries_from: there is no scenario '" + from + "'");
            return scenario.set("countries", yaml.readTree(in).get("countries"));
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        e.getPath()
                .forEach(
                        ref ->
                                path.append(path.isEmpty() ? "" : ".")
                                        .append(
                                                ref.getFieldName() == null
                                                        ? Integer.toString(ref.getIndex())
                                                        : ref.getFieldName()));
        return path.isEmpty() ? "the top" : path.toString();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
