package dev.exodus.core.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.exodus.schemas.facts.Fact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmStartTest {
    private static final long LEARNT = 2_880;

    private final ServiceOutages outages =
            new ServiceOutages(
                    new OutageSettings(
                            IncidentSettings.defaults(), 600, 8 * 86_400, ZoneOffset.UTC));

    private List<Fact> run(ServiceWatch state, List<Fact> input) {
        return Rates.run(outages, state, input);
    }

    private WarmStart learnt() throws IOException {
        ServiceWatch state = new ServiceWatch();
        run(state, Rates.normal(0, LEARNT));
        return WarmStart.of(Rates.time(LEARNT), Map.of(Rates.SERVICE, state));
    }

    private static byte[] bytes(WarmStart learnt) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        learnt.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static WarmStart read(byte[] bytes) throws IOException {
        return WarmStart.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void whoGoesOnFromItSaysWhatWhoNeverStoppedSays() throws IOException {
        List<Fact> then = new ArrayList<>();
        for (long minute = LEARNT; minute < LEARNT + 120; minute++) {
            then.addAll(Rates.minute(minute, minute < LEARNT + 30 ? .02 : 1));
        }
        ServiceWatch never = new ServiceWatch();
        run(never, Rates.normal(0, LEARNT));

        WarmStart learnt = read(bytes(learnt()));

        assertThat(learnt.through()).isEqualTo(Rates.time(LEARNT));
        assertThat(learnt.services()).containsExactly(Rates.SERVICE);
        ServiceWatch warm = learnt.service(Rates.SERVICE).orElseThrow();
        assertThat(run(warm, then)).isEqualTo(run(never, then)).isNotEmpty();
    }

    @Test
    void theSameHistoryGivesTheSameBytes() throws IOException {
        assertThat(bytes(learnt())).isEqualTo(bytes(learnt()));
    }

    @Test
    void aServiceThatHasNoHistoryStartsFromNothing() throws IOException {
        assertThat(learnt().service("signal")).isEmpty();
        assertThat(WarmStart.nothing().service(Rates.SERVICE)).isEmpty();
        assertThat(WarmStart.nothing().through()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void whatIsNoSuchFileIsRefused() throws IOException {
        byte[] bytes = bytes(learnt());
        byte[] newer = bytes.clone();
        newer[7] = 9;

        assertThatThrownBy(() -> read("service,country\n".getBytes()))
                .isInstanceOf(IOException.class)
                .hasMessage("this is no file of ./exodus learn");
        assertThatThrownBy(() -> read(newer))
                .hasMessage("it has layout 9, this release reads 3 and 4: learn again");
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IOException.class);
    }
}
