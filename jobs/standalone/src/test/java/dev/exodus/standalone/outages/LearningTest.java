package dev.exodus.standalone.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.core.incidents.WarmStart;
import dev.exodus.flink.lake.LakeWriter;
import dev.exodus.flink.outages.OutagesOptions;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.facts.ConnectionMinute;
import dev.exodus.schemas.facts.Incident;
import dev.exodus.schemas.facts.ServiceState;
import dev.exodus.standalone.cli.Exodus;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake of two days: one service is silent for half an hour, of which other versions lie about.
 */
class LearningTest {
    private static final Instant START = Instant.parse("2014-02-20T00:00:00Z");
    private static final int END = 2_880;
    private static final int DOWN = 2_400;
    private static final int UP = 2_430;

    @TempDir private Path folder;

    private Path lake() throws Exception {
        Path lake = folder.resolve("lake");
        try (LakeWriter writer = new LakeWriter(lake, "old")) {
            for (int minute = DOWN; minute < UP; minute++) {
                writer.write(minute("line", minute, 400, 1));
            }
            writer.commit();
        }
        try (LakeWriter writer = new LakeWriter(lake, "new")) {
            for (ConnectionMinute minute : newest()) {
                writer.write(minute);
            }
            writer.commit();
        }
        return lake;
    }

    @Test
    void minutesTeachTheSameAsTheyComeAndWhenTheyAreReadAgain() throws Exception {
        Learner learner =
                new Learner(OutagesOptions.settings(new Configuration()), START, fact -> {});
        newest().forEach(minute -> learner.row(Feed.CONNECTION, minute));

        WarmStart learnt = learner.through(START.plusSeconds(60L * END));

        assertThat(bytes(learnt)).isEqualTo(bytes(learn(lake(), null, ignored(), ignored())));
    }

    private static List<ConnectionMinute> newest() {
        List<ConnectionMinute> minutes = new ArrayList<>();
        Random random = new Random(3);
        for (int minute = 0; minute < END; minute++) {
            long ok = Math.round(400 + 20 * random.nextGaussian());
            boolean silent = minute >= DOWN && minute < UP;
            minutes.add(minute("line", minute, silent ? 0 : ok, 1_000));
            minutes.add(minute("telegram", minute, ok, 1_000));
        }
        return minutes;
    }

    private static <T> List<T> ignored() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    private static byte[] bytes(WarmStart learnt) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        learnt.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static ConnectionMinute minute(String service, int minute, long ok, long revision) {
        return Minutes.of(service, "*", START.plusSeconds(60L * minute), ok, revision);
    }

    private static WarmStart learn(
            Path lake, Instant to, List<Incident> incidents, List<ServiceState> states)
            throws Exception {
        return new Learning(lake, OutagesOptions.settings(new Configuration()))
                .run(
                        null,
                        to,
                        fact -> {
                            if (fact instanceof Incident incident) {
                                incidents.add(incident);
                            } else if (fact instanceof ServiceState state) {
                                states.add(state);
                            }
                        });
    }

    @Test
    void theNewestFactsOfALakeTellItsIncidents() throws Exception {
        List<Incident> incidents = Collections.synchronizedList(new ArrayList<>());
        List<ServiceState> states = Collections.synchronizedList(new ArrayList<>());

        WarmStart learnt = learn(lake(), null, incidents, states);

        assertThat(learnt.services()).containsExactly("line", "telegram");
        assertThat(learnt.through()).isEqualTo(START.plusSeconds(60L * END));
        Incident last = incidents.get(incidents.size() - 1);
        assertThat(incidents).extracting(Incident::service).containsOnly("line");
        assertThat(last.startedAt()).isEqualTo(START.plusSeconds(60L * DOWN));
        assertThat(last.endedAt()).isEqualTo(START.plusSeconds(60L * UP));
        assertThat(last.settled()).isTrue();
        assertThat(states).hasSize(2 * END);
    }

    @Test
    void whatComesAfterTheEndIsNotLearnt() throws Exception {
        List<Incident> incidents = Collections.synchronizedList(new ArrayList<>());
        Instant before = START.plusSeconds(60L * DOWN);

        WarmStart learnt = learn(lake(), before, incidents, new ArrayList<>());

        assertThat(learnt.through()).isEqualTo(before);
        assertThat(incidents).isEmpty();
    }

    @Test
    void anEmptyLakeTeachesNothing() {
        assertThatThrownBy(() -> learn(folder, null, List.of(), List.of()))
                .isInstanceOf(SQLException.class)
                .hasMessage("the lake has no minutes of any feed");
    }

    @Test
    void theCommandWritesAFileAndNamesWhatItFound() throws Exception {
        Path file = folder.resolve("learnt");
        StringWriter out = new StringWriter();
        var line = Exodus.commandLine();
        line.setOut(new PrintWriter(out));

        int code = line.execute("learn", "--history", lake().toString(), "--out", file.toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("line").contains("outage").contains("2014-02-21T16:00");
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            assertThat(WarmStart.read(in).services()).containsExactly("line", "telegram");
        }
    }

    @Test
    void anOptionThatTheJobDoesNotHaveIsRefused() throws Exception {
        StringWriter err = new StringWriter();
        var line = Exodus.commandLine();
        line.setErr(new PrintWriter(err));
        Path file = folder.resolve("learnt");

        int code =
                line.execute(
                        "learn",
                        "--history",
                        lake().toString(),
                        "--out",
                        file.toString(),
                        "--set",
                        "merge-gab=2h");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("unknown option --merge-gab");
        assertThat(file).doesNotExist();
    }
}
