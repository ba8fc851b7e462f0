package dev.exodus.flink.lake;

import dev.exodus.schemas.facts.Fact;
import dev.exodus.schemas.facts.FactType;
import java.io.IOException;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.formats.parquet.ParquetWriterFactory;

/** What Flink's file sink asks for the Parquet files of one table. */
final class ParquetFacts implements BulkWriter.Factory<Fact> {
    private static final long serialVersionUID = 1;

    private final FactType type;

    ParquetFacts(FactType type) {
        this.type = type;
    }

    @Override
    public BulkWriter<Fact> create(FSDataOutputStream out) throws IOException {
        ParquetRows rows = new ParquetRows(type);
        BulkWriter<GenericRecord> file =
                new ParquetWriterFactory<GenericRecord>(rows::writer).create(out);
        return new BulkWriter<>() {
            @Override
            public void addElement(Fact fact) throws IOException {
                file.addElement(rows.row(fact));
            }

            @Override
            public void flush() throws IOException {
                file.flush();
            }

            @Override
            public void finish() throws IOException {
                file.finish();
            }
        };
    }
}
