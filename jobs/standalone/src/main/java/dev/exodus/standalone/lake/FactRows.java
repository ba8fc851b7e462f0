package dev.exodus.standalone.lake;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

/** Facts from a JDBC answer, of PostgreSQL or of DuckDB. */
public final class FactRows {
    private FactRows() {}

    /** The fact in the current row, whose columns are those of the type, in their order. */
    public static Fact read(FactType type, ResultSet row) throws SQLException {
        List<Column> columns = type.columns();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(columns.get(i).type(), row, i + 1);
        }
        return type.fact(values);
    }

    private static Object value(Column.Type type, ResultSet row, int position) throws SQLException {
        Object value =
                switch (type) {
                    case TEXT -> row.getString(position);
                    case BIGINT -> row.getLong(position);
                    case INTEGER -> row.getInt(position);
                    case DOUBLE -> row.getDouble(position);
                    case BOOLEAN -> row.getBoolean(position);
                    case TIMESTAMP -> instant(row.getObject(position));
                    case DATE -> row.getObject(position, LocalDate.class);
                };
        return row.wasNull() ? null : value;
    }

    private static Instant instant(Object time) {
        if (time instanceof OffsetDateTime there) {
            return there.toInstant();
        }
        return time == null ? null : ((java.sql.Timestamp) time).toInstant();
    }
}
