package dev.exodus.schemas.facts;

import dev.exodus.schemas.topics.Topic;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every result table, with its columns derived from the record that holds its rows.
 *
 * <p>The constant in lower case is the table's name in PostgreSQL, in the lake and in the {@code
 * type} field of the JSON.
 */
public enum FactType {
    REGISTRATIONS_1S(RegistrationSecond.class, 2, Topic.FACTS_RATES),
    REGISTRATIONS_COUNTRY_1S(RegistrationCountrySecond.class, 3, Topic.FACTS_RATES),
    REGISTRATIONS_1M(RegistrationMinute.class, 4, Topic.FACTS_RATES),
    REGISTRATIONS_1D(RegistrationDay.class, 4, Topic.FACTS_RATES),
    SMS_1S(SmsSecond.class, 2, Topic.FACTS_RATES),
    SMS_COUNTRY_1S(SmsCountrySecond.class, 3, Topic.FACTS_RATES),
    SMS_1M(SmsMinute.class, 4, Topic.FACTS_RATES),
    CONNECTIONS_1S(ConnectionSecond.class, 2, Topic.FACTS_RATES),
    CONNECTIONS_COUNTRY_1S(ConnectionCountrySecond.class, 3, Topic.FACTS_RATES),
    CONNECTIONS_1M(ConnectionMinute.class, 4, Topic.FACTS_RATES),
    FEED_1M(FeedMinute.class, 2, Topic.FACTS_RATES),
    DEAD_LETTER_1M(DeadLetterMinute.class, 3, Topic.DEAD_LETTERS),
    TICK(Tick.class, 2, Topic.FACTS_RATES),
    EXPECTATION_1M(Expectation.class, 5, Topic.FACTS_INCIDENTS),
    SERVICE_STATE_1M(ServiceState.class, 3, Topic.FACTS_INCIDENTS),
    INCIDENT(Incident.class, 1, Topic.FACTS_INCIDENTS),
    INCIDENT_SEGMENT(IncidentSegment.class, 3, Topic.FACTS_INCIDENTS),
    DOWNTIME_PATTERN(DowntimePattern.class, 3, Topic.FACTS_INCIDENTS),
    SMS_FUNNEL_1M(SmsFunnel.class, 4, Topic.FACTS_SMS),
    MIGRATION(Migration.class, 3, Topic.FACTS_MIGRATION),
    MIGRATION_1M(MigrationMinute.class, 4, Topic.FACTS_MIGRATION),
    INCIDENT_PEOPLE(IncidentPeople.class, 2, Topic.FACTS_MIGRATION),
    MARK(Mark.class, 1, Topic.MARKS);

    private static final Map<Class<?>, FactType> BY_CLASS =
            Stream.of(values())
                    .collect(Collectors.toMap(type -> type.recordClass, Function.identity()));
    private static final Map<String, FactType> BY_TABLE =
            Stream.of(values()).collect(Collectors.toMap(FactType::table, Function.identity()));

    private final Class<? extends Fact> recordClass;
    private final Topic topic;
    private final List<Column> columns;

    /** From a fact to the value of each column. */
    private final MethodHandle[] getters;

    /** From a fact to the array of its values: every row passes here, so no reflection. */
    private final MethodHandle getter;

    /** From an array of values to a fact. */
    private final MethodHandle constructor;

    private final int keyColumns;

    FactType(Class<? extends Fact> recordClass, int keyColumns, Topic topic) {
        this.recordClass = recordClass;
        this.keyColumns = keyColumns;
        this.topic = topic;
        RecordComponent[] components = recordClass.getRecordComponents();
        this.getters = new MethodHandle[components.length];
        List<Column> derived = new ArrayList<>();
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (int i = 0; i < components.length; i++) {
                derived.add(Column.of(components[i], i < keyColumns));
                getters[i] =
                        lookup.unreflect(components[i].getAccessor())
                                .asType(MethodType.methodType(Object.class, Fact.class));
            }
            this.constructor =
                    lookup.unreflectConstructor(recordClass.getConstructors()[0])
                            .asSpreader(Object[].class, components.length)
                            .asType(MethodType.methodType(Fact.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot reach the columns of " + table(), e);
        }
        this.columns = List.copyOf(derived);
        this.getter = allOf(getters);
    }

    private static MethodHandle allOf(MethodHandle[] getters) {
        MethodHandle array =
                MethodHandles.identity(Object[].class).asCollector(Object[].class, getters.length);
        return MethodHandles.permuteArguments(
                MethodHandles.filterArguments(array, 0, getters),
                MethodType.methodType(Object[].class, Fact.class),
                new int[getters.length]);
    }

    /** The type of a record class. */
    public static FactType of(Class<?> recordClass) {
        return BY_CLASS.get(recordClass);
    }

    /**
     * The type of a table name.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public static FactType ofTable(String table) {
        FactType type = BY_TABLE.get(table);
        if (type == null) {
            throw new IllegalArgumentException("unknown fact type '" + table + "'");
        }
        return type;
    }

    /** Name of the table, e.g. {@code registrations_1s}. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Class<? extends Fact> recordClass() {
        return recordClass;
    }

    /** The topic through which these facts travel. */
    public Topic topic() {
        return topic;
    }

    /** All columns: key, values, generation, revision. */
    public List<Column> columns() {
        return columns;
    }

    /** How many of the first columns are the natural key. */
    public int keyColumns() {
        return keyColumns;
    }

    /** Whether PostgreSQL has this table: not for ticks, nor for rows per country and second. */
    public boolean inPostgres() {
        return this != TICK && !table().endsWith("_country_1s");
    }

    /** Whether the lake has this table. */
    public boolean inLake() {
        return this != TICK && this != MARK;
    }

    /**
     * Whether a topic carries it: rows per country and second go to the lake only, and dead letters
     * are counted by StoreJob.
     */
    public boolean inTopic() {
        return this != DEAD_LETTER_1M && !table().endsWith("_country_1s");
    }

    /** The values of a fact of this type, in the order of {@link #columns()}. */
    public Object[] values(Fact fact) {
        try {
            return (Object[]) getter.invokeExact(fact);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + table() + " from " + fact, e);
        }
    }

    /** The value of one column of a fact of this type. */
    public Object value(Fact fact, int column) {
        try {
            return (Object) getters[column].invokeExact(fact);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + table() + " from " + fact, e);
        }
    }

    /**
     * The fact with these values, in the order of {@link #columns()}.
     *
     * @throws IllegalArgumentException if they are not those of a row
     */
    public Fact fact(Object... values) {
        try {
            return (Fact) constructor.invokeExact(values);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a row of " + table() + ": " + e.getMessage(), e);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a row of " + table(), e);
        }
    }
}
