package dev.exodus.schemas.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Facts as JSON, version 1: {@code {"schema_version":1,"type":"registrations_1s", ..}} with one
 * field per column. NULL is a field that is not there; times are RFC 3339.
 */
public final class FactJson {
    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private FactJson() {}

    /** The JSON of a fact. */
    public static byte[] encode(Fact fact) {
        FactType type = fact.type();
        List<Column> columns = type.columns();
        Object[] values = type.values(fact);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("schema_version", VERSION);
            json.writeStringField("type", type.table());
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    json.writeFieldName(columns.get(i).name());
                    write(columns.get(i).type(), values[i], json);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Column.Type type, Object value, JsonGenerator json)
            throws IOException {
        switch (type) {
            case TEXT, TIMESTAMP, DATE -> json.writeString(value.toString());
            case BIGINT -> json.writeNumber((Long) value);
            case INTEGER -> json.writeNumber((Integer) value);
            case DOUBLE -> json.writeNumber((Double) value);
            case BOOLEAN -> json.writeBoolean((Boolean) value);
        }
    }

    /**
     * The fact in these bytes; fields that this release does not know are ignored.
     *
     * @throws IllegalArgumentException if they are no fact, saying why
     */
    public static Fact decode(byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            return decode(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a fact: no valid JSON", e);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("not a fact: " + e.getMessage(), e);
        }
    }

    /**
     * The type of the fact in these bytes, of which no more is read than that takes.
     *
     * @throws IllegalArgumentException if it cannot be told
     */
    public static FactType type(byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName();
                        name != null;
                        name = json.nextFieldName()) {
                    json.nextToken();
                    if (name.equals("type")) {
                        return FactType.ofTable(json.getText());
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a fact: no valid JSON", e);
        }
        throw new IllegalArgumentException("not a fact: no type");
    }

    private static Fact decode(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("not a fact: no JSON object");
        }
        FactType type = null;
        Map<String, String> texts = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (name.equals("type")) {
                type = FactType.ofTable(json.getText());
            } else if (token.isStructStart()) {
                json.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                texts.put(name, json.getText());
            }
        }
        String version = texts.getOrDefault("schema_version", Integer.toString(VERSION));
        if (!version.equals(Integer.toString(VERSION))) {
            throw new IllegalArgumentException(
                    "fact of schema version " + version + ", this release reads " + VERSION);
        }
        if (type == null) {
            throw new IllegalArgumentException("not a fact: no type");
        }
        return fact(type, texts);
    }

    private static Fact fact(FactType type, Map<String, String> texts) {
        List<Column> columns = type.columns();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            String text = texts.get(column.name());
            if (text == null && !column.nullable()) {
                throw new IllegalArgumentException(
                        "not a row of " + type.table() + ": no " + column.name());
            }
            values[i] = text == null ? null : value(column.type(), text);
        }
        return type.fact(values);
    }

    private static Object value(Column.Type type, String text) {
        return switch (type) {
            case TEXT -> text;
            case BIGINT -> Long.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BOOLEAN -> flag(text);
            case TIMESTAMP -> Instant.parse(text);
            case DATE -> LocalDate.parse(text);
        };
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new NumberFormatException("'" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }
}
