package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Facts of one type as rows of a Parquet file, by way of Avro. Times are kept to the millisecond.
 */
final class ParquetRows {
    /** Small enough that a dozen open files fit a heap, large enough for a scan: bytes. */
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final FactType type;
    private final Schema schema;

    ParquetRows(FactType type) {
        this.type = type;
        this.schema = schema(type);
    }

    /** A writer of rows made by {@link #row}. */
    ParquetWriter<GenericRecord> writer(OutputFile file) throws IOException {
        return AvroParquetWriter.<GenericRecord>builder(file)
                .withConf(new PlainParquetConfiguration())
                .withSchema(schema)
                .withDataModel(GenericData.get())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build();
    }

    GenericRecord row(Fact fact) {
        GenericRecord row = new GenericData.Record(schema);
        Object[] values = type.values(fact);
        for (int i = 0; i < values.length; i++) {
            row.put(i, avro(values[i]));
        }
        return row;
    }

    private static Object avro(Object value) {
        if (value instanceof Instant time) {
            return time.toEpochMilli();
        } else if (value instanceof LocalDate day) {
            return Math.toIntExact(day.toEpochDay());
        }
        return value;
    }

    /** The Avro schema of a table, from its columns. */
    static Schema schema(FactType type) {
        List<Schema.Field> fields = type.columns().stream().map(ParquetRows::field).toList();
        return Schema.createRecord(type.table(), null, "dev.exodus.tables", false, fields);
    }

    private static Schema.Field field(Column column) {
        Schema values = schema(column.type());
        if (!column.nullable()) {
            return new Schema.Field(column.name(), values);
        }
        Schema nullable = Schema.createUnion(Schema.create(Schema.Type.NULL), values);
        return new Schema.Field(column.name(), nullable, null, Schema.Field.NULL_DEFAULT_VALUE);
    }

    private static Schema schema(Column.Type type) {
        return switch (type) {
            case TEXT -> Schema.create(Schema.Type.STRING);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case INTEGER -> Schema.create(Schema.Type.INT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TIMESTAMP ->
                    LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        };
    }
}
