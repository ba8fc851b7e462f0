package dev.exodus.flink.migration;

import dev.exodus.core.migration.LearntRegistrations;
import dev.exodus.core.migration.MigrationOutput;
import dev.exodus.core.migration.MigrationSettings;
import dev.exodus.core.migration.MigrationState;
import dev.exodus.core.migration.MigrationStores;
import dev.exodus.core.migration.Migrations;
import dev.exodus.flink.facts.FactTypeInformation;
import dev.exodus.flink.options.LearntFile;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.RegistrationMinute;
import dev.exodus.schemas.facts.SmsFunnel;
import dev.exodus.schemas.facts.SmsMinute;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Passes registrations, codes, incidents, marks and people to {@link Migrations} and keeps its
 * state. It sets no timer and reads no clock.
 */
public final class MigrationFunction extends KeyedProcessFunction<Integer, MigrationInput, Fact> {
    /** Rows that can no longer change. */
    public static final OutputTag<Fact> SETTLED =
            new OutputTag<>("settled-migration", FactTypeInformation.FACT);

    private static final long serialVersionUID = 1;

    private final MigrationSettings settings;
    private final LearntFile<LearntRegistrations> learntFile;

    private transient Migrations migrations;
    private transient ValueState<MigrationState> states;
    private transient MigrationStores stores;
    private transient Counter rows;
    private transient Counter outdated;
    private transient Counter codeRows;
    private transient Counter outdatedCodeRows;
    private transient Counter factsOut;
    private transient Counter forgotten;

    /**
     * @param learnt what is known before the first row
     */
    public MigrationFunction(MigrationSettings settings, LearntFile<LearntRegistrations> learnt) {
        this.settings = settings;
        this.learntFile = learnt;
    }

    @Override
    public void open(OpenContext context) {
        migrations = new Migrations(settings);
        states =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "migration", MigrationStateSerializer.typeInformation()));
        stores =
                new MigrationStores(
                        new MinutesInState(
                                map("registrations", MinutesOfDaySerializer.typeInformation())),
                        new PeopleInState(map("people", PeopleHourSerializer.typeInformation())),
                        new CodesInState(map("codes", CodesOfHourSerializer.typeInformation())),
                        new RowsInState(
                                getRuntimeContext()
                                        .getMapState(
                                                new MapStateDescriptor<>(
                                                        "settled-rows",
                                                        Types.STRING,
                                                        FactTypeInformation.FACT))));
        rows = getRuntimeContext().getMetricGroup().counter(MigrationMetrics.ROWS);
        outdated = getRuntimeContext().getMetricGroup().counter(MigrationMetrics.OUTDATED);
        codeRows = getRuntimeContext().getMetricGroup().counter(MigrationMetrics.CODE_ROWS);
        outdatedCodeRows =
                getRuntimeContext().getMetricGroup().counter(MigrationMetrics.OUTDATED_CODE_ROWS);
        factsOut = getRuntimeContext().getMetricGroup().counter(MigrationMetrics.FACTS_OUT);
        forgotten = getRuntimeContext().getMetricGroup().counter(MigrationMetrics.FORGOTTEN);
    }

    private <T> MapState<Tuple3<String, String, Long>, T> map(
            String name, TypeInformation<T> type) {
        return getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>(
                                name, Types.TUPLE(Types.STRING, Types.STRING, Types.LONG), type));
    }

    @Override
    public void processElement(MigrationInput input, Context context, Collector<Fact> out)
            throws Exception {
        MigrationState state = states.value();
        if (state == null) {
            state = new MigrationState();
            migrations.learnt(state, stores.days(), learntFile.read());
        }
        if (input.fact() != null) {
            take(state, input.fact(), new Output(context, out));
        } else if (input.people() != null) {
            boolean same = state.knowsOf(input.people());
            forgotten.inc(migrations.people(state, stores, input.people()) ? 0 : 1);
            if (same) {
                return; // the state is large, and parts come all the time
            }
        } else {
            migrations.peopleThrough(
                    state, stores, input.peopleThrough(), new Output(context, out));
        }
        states.update(state);
    }

    private void take(MigrationState state, Fact fact, Output out) {
        boolean news = migrations.take(state, stores, fact, out);
        if (fact instanceof RegistrationMinute) {
            rows.inc();
            outdated.inc(news ? 0 : 1);
        } else if (fact instanceof SmsFunnel || fact instanceof SmsMinute) {
            codeRows.inc();
            outdatedCodeRows.inc(news ? 0 : 1);
        }
    }

    private final class Output implements MigrationOutput {
        private final Context context;
        private final Collector<Fact> out;

        Output(Context context, Collector<Fact> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void told(Fact row) {
            factsOut.inc();
            out.collect(row);
        }

        @Override
        public void settled(Fact row) {
            context.output(SETTLED, row);
        }
    }
}
