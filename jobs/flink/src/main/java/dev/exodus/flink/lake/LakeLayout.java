package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where a fact lies in the lake: {@code <root>/<table>/date=YYYY-MM-DD/part-*.parquet}.
 *
 * <p>The date is that of the {@code day} column, else the UTC date of {@code time}, else that of
 * the first time among the columns. A table without any time lies under {@link #UNDATED}.
 */
public final class LakeLayout implements Serializable {
    private static final long serialVersionUID = 1;

    /** Visible files begin with this; files that are still being written begin with a dot. */
    public static final String FILE_PREFIX = "part";

    /** Visible files end with this. */
    public static final String FILE_SUFFIX = ".parquet";

    /** Hive's name for rows without a date; DuckDB reads it as NULL. */
    public static final String UNDATED = "date=__HIVE_DEFAULT_PARTITION__";

    private final FactType type;
    private final int dateColumn;

    /**
     * The layout of one table.
     *
     * @throws IllegalArgumentException if the lake does not have this table
     */
    public LakeLayout(FactType type) {
        if (!type.inLake()) {
            throw new IllegalArgumentException("the lake has no table " + type.table());
        }
        this.type = type;
        this.dateColumn = dateColumn(type.columns());
    }

    /** The folder of a fact inside its table's folder, e.g. {@code date=2014-02-22}. */
    public String folder(Fact fact) {
        if (dateColumn < 0) {
            return UNDATED;
        }
        Object value = type.value(fact, dateColumn);
        LocalDate date =
                value instanceof Instant time
                        ? LocalDate.ofInstant(time, ZoneOffset.UTC)
                        : (LocalDate) value;
        return "date=" + date;
    }

    private static int dateColumn(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        List<Column.Type> types = columns.stream().map(Column::type).toList();
        if (names.contains("day")) {
            return names.indexOf("day");
        }
        return names.contains("time")
                ? names.indexOf("time")
                : types.indexOf(Column.Type.TIMESTAMP);
    }
}
