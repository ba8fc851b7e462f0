package dev.exodus.bench.rates;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ways to count the events of a topic per service and second. */
enum Variant {
    RATES("RatesJob", Group.PEERS, DataSets::main, () -> new RatesDrain(1)),
    SQL("Flink SQL", Group.PEERS, DataSets::main, SqlDrain::new),
    CONSUMER("KafkaConsumer + parser", Group.PEERS, DataSets::main, ConsumerDrain::new),
    STREAMS("Kafka Streams", Group.PEERS, DataSets::main, StreamsDrain::new) {
        /**
         * It takes several times as long as the others, and is several times away from its goal.
         */
        @Override
        int rounds(int asked) {
            return Math.min(asked, 3);
        }
    },
    TWO_SLOTS("RatesJob, 2 slots", Group.PEERS, DataSets::main, () -> new RatesDrain(2)),
    CHECKPOINTS(
            "RatesJob, checkpoint every second",
            Group.PEERS,
            DataSets::main,
            () -> new RatesDrain(1).checkpointEverySecond()),
    ONE_KEY("RatesJob, 1 key", Group.KEYS, DataSets::oneKey, () -> new RatesDrain(1)),
    KEYS_100("RatesJob, 100 keys", Group.KEYS, DataSets::keys100, () -> new RatesDrain(1)),
    KEYS_30000("RatesJob, 30,000 keys", Group.KEYS, DataSets::keys30000, () -> new RatesDrain(1)),
    SIGNUP(
            "RatesJob, sign-ups, duplicates dropped",
            Group.KEYS,
            DataSets::signup,
            () -> new RatesDrain(1).deduplicate());

    /** Variants that are measured in turn, A B A B; the processes of one group live at a time. */
    enum Group {
        PEERS("-Xms768m", "-Xmx768m", "-Xmn192m"),

        /** Thirty thousand keys have six million seconds open within the allowed lateness. */
        KEYS("-Xms2560m", "-Xmx2560m", "-Xmn192m");

        private final List<String> memory;

        Group(String... memory) {
            this.memory = List.of(memory);
        }

        /** How much memory its processes have, as options of the JVM. */
        List<String> memory() {
            return memory;
        }
    }

    private final String title;
    private final Group group;
    private final Function<DataSets, DataSet> data;
    private final Supplier<Drain> drain;

    Variant(String title, Group group, Function<DataSets, DataSet> data, Supplier<Drain> drain) {
        this.title = title;
        this.group = group;
        this.data = data;
        this.drain = drain;
    }

    /** Makes what drains a topic, in the process of the variant. */
    Drain drain() {
        return drain.get();
    }

    /** In how many of the rounds it takes part: the first ones. */
    int rounds(int asked) {
        return asked;
    }

    String title() {
        return title;
    }

    Group group() {
        return group;
    }

    DataSet data(DataSets sets) {
        return data.apply(sets);
    }
}
