package dev.exodus.standalone.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What a Flink cluster says of its jobs. While it does not answer, nothing is known. */
final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String address;

    FlinkRest(int port) {
        address = "http://127.0.0.1:" + port;
    }

    /** Beginning of every URL. */
    String address() {
        return address;
    }

    /** Slots that are registered. */
    int slots() throws InterruptedException {
        return get("/overview").map(json -> json.path("slots-total").asInt()).orElse(0);
    }

    /** The id of the TaskManager with the most taken slots. */
    Optional<String> busiestTaskManager() throws InterruptedException {
        String busiest = null;
        int most = 0;
        Optional<JsonNode> answer = get("/taskmanagers");
        if (answer.isPresent()) {
            for (JsonNode node : answer.get().path("taskmanagers")) {
                int taken = node.path("slotsNumber").asInt() - node.path("freeSlots").asInt();
                if (taken > most) {
                    most = taken;
                    busiest = node.path("id").asText();
                }
            }
        }
        return Optional.ofNullable(busiest);
    }

    /** The id of the job of this name that has not ended. */
    Optional<String> job(String name) throws InterruptedException {
        Optional<JsonNode> jobs = get("/jobs/overview");
        if (jobs.isPresent()) {
            for (JsonNode job : jobs.get().path("jobs")) {
                boolean ended = !job.path("end-time").asText().equals("-1");
                if (job.path("name").asText().equals(name) && !ended) {
                    return Optional.of(job.path("jid").asText());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether all of the job's tasks run, and some of them were started after this moment.
     *
     * @param moment epoch milliseconds, 0 for any
     */
    boolean runsSince(String job, long moment) throws InterruptedException {
        Optional<JsonNode> found = get("/jobs/" + job);
        if (found.isEmpty() || !found.get().path("state").asText().equals("RUNNING")) {
            return false;
        }
        boolean started = false;
        for (JsonNode vertex : found.get().path("vertices")) {
            started |= vertex.path("start-time").asLong() > moment;
            if (vertex.path("tasks").path("RUNNING").asInt()
                    != vertex.path("parallelism").asInt()) {
                return false;
            }
        }
        return started;
    }

    /** When the last of the job's tasks was started, epoch milliseconds. */
    long lastStart(String job) throws InterruptedException {
        long last = 0;
        for (JsonNode vertex :
                get("/jobs/" + job).map(json -> json.path("vertices")).orElseThrow()) {
            last = Math.max(last, vertex.path("start-time").asLong());
        }
        return last;
    }

    /** Whether the job is neither running nor ended. */
    boolean restarts(String job) throws InterruptedException {
        return get("/jobs/" + job)
                .map(json -> json.path("state").asText())
                .filter(state -> state.equals("RESTARTING") || state.equals("FAILING"))
                .isPresent();
    }

    /** When the job's last completed checkpoint began, epoch milliseconds; 0 without one. */
    long lastCheckpoint(String job) throws InterruptedException {
        return get("/jobs/" + job + "/checkpoints")
                .map(json -> json.path("latest").path("completed").path("trigger_timestamp"))
                .map(JsonNode::asLong)
                .orElse(0L);
    }

    /** Whether a checkpoint of the job is being taken now. */
    boolean takesCheckpoint(String job) throws InterruptedException {
        return get("/jobs/" + job + "/checkpoints")
                .map(json -> json.path("counts").path("in_progress").asInt() > 0)
                .orElse(false);
    }

    private Optional<JsonNode> get(String path) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JSON.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
