package dev.exodus.bench.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {
    @Test
    void aConstantWaitIsFound() {
        Backlog backlog = new Backlog(1);
        for (int second = 0; second < 1_060; second++) {
            backlog.step(second < 1_000 ? 10 : 0, second >= 60 ? 10 : 0);
        }
        assertThat(backlog.worst()).isEqualTo(600);
        assertThat(backlog.underWay()).isZero();
        assertThat(backlog.waitSeconds()).isCloseTo(60, within(1e-9));
    }

    @Test
    void littlesWaitIsTheMeasuredOneOfAnOverrunGateway() {
        Random random = new Random(3);
        long[] entered = new long[4_000];
        long[] gone = new long[4_000];
        double free = 0;
        double waited = 0;
        long messages = 0;
        for (double at = 0; at < 1_800; at -= Math.log(1 - random.nextDouble()) / 80) {
            free = Math.max(free, at) + 1 / 60.0;
            entered[(int) at]++;
            gone[(int) free]++;
            waited += free - at;
            messages++;
        }
        Backlog backlog = new Backlog(1);
        for (int second = 0; second < entered.length; second++) {
            backlog.step(entered[second], gone[second]);
        }
        assertThat(backlog.worst()).isGreaterThan(30_000);
        assertThat(backlog.waitSeconds() / (waited / messages)).isCloseTo(1, within(.01));
    }

    @Test
    void withoutMessagesThereIsNoWait() {
        assertThat(new Backlog(60).waitSeconds()).isZero();
    }
}
