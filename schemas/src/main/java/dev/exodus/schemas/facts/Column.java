package dev.exodus.schemas.facts;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/**
 * One column of a table.
 *
 * @param name in snake case, the same in PostgreSQL, Avro and JSON
 * @param type what it holds
 * @param nullable whether it may be NULL
 * @param key whether it belongs to the natural key
 */
public record Column(String name, Type type, boolean nullable, boolean key) {

    /** What a column holds, and how each store calls it. */
    public enum Type {
        TEXT("text"),
        BIGINT("bigint"),
        INTEGER("integer"),
        DOUBLE("double precision"),
        BOOLEAN("boolean"),
        TIMESTAMP("timestamp with time zone"),
        DATE("date");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** PostgreSQL's name of the type, as information_schema spells it. */
        public String sql() {
            return sql;
        }
    }

    static Column of(RecordComponent component, boolean key) {
        Class<?> type = component.getType();
        boolean boxed = type == Long.class || type == Integer.class || type == Double.class;
        boolean nullable = boxed || component.isAnnotationPresent(Nullable.class);
        return new Column(snakeCase(component.getName()), type(type), nullable, key);
    }

    private static Type type(Class<?> type) {
        if (type == String.class) {
            return Type.TEXT;
        } else if (type == long.class || type == Long.class) {
            return Type.BIGINT;
        } else if (type == int.class || type == Integer.class) {
            return Type.INTEGER;
        } else if (type == double.class || type == Double.class) {
            return Type.DOUBLE;
        } else if (type == boolean.class) {
            return Type.BOOLEAN;
        } else if (type == Instant.class) {
            return Type.TIMESTAMP;
        } else if (type == LocalDate.class) {
            return Type.DATE;
        }
        throw new IllegalArgumentException("no column type for " + type);
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
