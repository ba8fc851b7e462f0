package dev.exodus.core.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int MINUTE = 60;

    @Test
    void thoseOnTheirWayDoNotWait() {
        Backlog backlog = new Backlog();

        assertThat(backlog.step(600, 540, MINUTE)).isZero();
        assertThat(backlog.step(600, 600, MINUTE)).isZero();
    }

    /** 100 come a second, 60 leave: after five minutes 12,000 are inside, 1,800 on their way. */
    @Test
    void whatComesAndDoesNotLeaveWaits() {
        Backlog backlog = new Backlog();
        double waiting = 0;
        for (int minute = 0; minute < 5; minute++) {
            waiting = backlog.step(6_000, 3_600, MINUTE);
        }

        assertThat(waiting).isCloseTo(12_000 - 1_800, within(.02 * 12_000));
    }

    @Test
    void itIsNotWorseThanFourMinutesOfTraffic() {
        Backlog backlog = new Backlog();
        double waiting = 0;
        for (int minute = 0; minute < 10; minute++) {
            waiting = backlog.step(6_000, 0, MINUTE);
        }

        assertThat(waiting).isEqualTo(24_000);
    }

    @Test
    void aQueueThatDrainsIsEmpty() {
        Backlog backlog = new Backlog();
        backlog.step(6_000, 0, MINUTE);

        assertThat(backlog.step(6_000, 11_000, MINUTE)).isZero();
        assertThat(backlog.step(6_000, 9_000, MINUTE)).isZero();
        assertThat(backlog.step(6_000, 6_000, MINUTE)).isZero();
    }

    /** One of a thousand is never seen to leave. */
    @Test
    void thoseOfWhomNothingIsHeardAreForgotten() {
        Backlog backlog = new Backlog();
        double waiting = 0;
        for (int minute = 0; minute < 28 * 1_440; minute++) {
            waiting = backlog.step(1_000, 999, MINUTE);
        }

        double kept = Math.pow(.5, 1 / 720.0);
        double onTheirWay = 499.5 + 3 * Math.sqrt(499.5);
        assertThat(waiting).isCloseTo(1 / (1 - kept) - onTheirWay, within(1.0));
    }

    /** Of three in the last hour nothing was heard; three come and leave each minute. */
    @Test
    void aFewAreNoQueueWhereAFewLeave() {
        Backlog backlog = new Backlog();
        backlog.step(6, 3, MINUTE);
        for (int minute = 0; minute < 60; minute++) {
            assertThat(backlog.step(3, 3, MINUTE)).isZero();
        }
        assertThat(backlog.step(0, 0, MINUTE)).isZero();
        assertThat(backlog.step(6, 0, MINUTE)).as("but six more").isGreaterThan(5);
    }

    @Test
    void itsStateGoesOn() {
        Backlog backlog = new Backlog();
        backlog.step(6_000, 1_000, MINUTE);
        ByteBuffer bytes = ByteBuffer.allocate(Backlog.BYTES);
        backlog.write(bytes);

        Backlog same = Backlog.read(bytes.flip());

        assertThat(same.step(5, 3, MINUTE)).isEqualTo(backlog.step(5, 3, MINUTE));
    }
}
