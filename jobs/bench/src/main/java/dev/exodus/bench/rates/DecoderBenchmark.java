package dev.exodus.bench.rates;

import dev.exodus.schemas.events.DecodedEvent;
import dev.exodus.schemas.events.EventDecoder;
import dev.exodus.schemas.events.Feed;
import dev.exodus.schemas.events.Field;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to decode a connection event of about 197 bytes, by what is in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecoderBenchmark {
    private static final int EVENTS = 1 << 12;

    /**
     * An ordinary event; one with a time as text; one with an escape, which goes through Jackson.
     */
    public enum Kind {
        ORDINARY,
        TIME_AS_TEXT,
        ESCAPED
    }

    @Param private Kind kind;

    @Param({"false", "true"})
    private boolean hashIds;

    private final byte[][] events = new byte[EVENTS][];
    private EventDecoder decoder;
    private int next;

    @Setup
    public void write() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < EVENTS; i++) {
            String time =
                    kind == Kind.TIME_AS_TEXT ? "\"2014-02-22T18:30:00.123Z\"" : "1393093800123";
            String json =
                    ("{\"event_id\":\"%016x\",\"event_time\":%s,\"service\":\"service-%d\","
                                    + "\"country\":\"%c%c\",\"platform\":\"android\","
                                    + "\"user\":\"%s49%d\",\"app_version\":\"2.11.186\","
                                    + "\"outcome\":\"%s\",\"latency_ms\":%d,\"weight\":1}")
                            .formatted(
                                    random.nextLong(),
                                    time,
                                    random.nextInt(10),
                                    'A' + random.nextInt(5),
                                    'A' + random.nextInt(6),
                                    kind == Kind.ESCAPED ? "\\u002b" : "+",
                                    random.nextLong(100_000_000, 1_000_000_000),
                                    random.nextInt(5) == 0 ? "timeout" : "ok",
                                    random.nextInt(2_000));
            events[i] = json.getBytes(StandardCharsets.US_ASCII);
        }
        decoder =
                new EventDecoder(Feed.CONNECTION, hashIds ? Set.of(Field.EVENT_ID_HASH) : Set.of());
    }

    @Benchmark
    public DecodedEvent decode() {
        byte[] event = events[next++ & EVENTS - 1];
        return decoder.decode(event, 0, event.length);
    }
}
