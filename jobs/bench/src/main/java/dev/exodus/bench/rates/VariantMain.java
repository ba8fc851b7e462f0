package dev.exodus.bench.rates;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process of its own for one variant, which stays warm: each line on its standard input is a
 * drain, each line on its standard output a {@link Measured} as JSON. It ends with its input.
 */
final class VariantMain {
    private VariantMain() {}

    /**
     * @param args the variant, the broker, the data set as JSON, a folder for what it writes
     */
    public static void main(String[] args) throws Exception {
        ObjectMapper json = new ObjectMapper();
        DataSet data = json.readValue(args[2], DataSet.class);
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Drain drain = Variant.valueOf(args[0]).drain()) {
            drain.open(new Drain.Source(args[1], data, Path.of(args[3])));
            while (commands.readLine() != null) {
                System.out.println(json.writeValueAsString(measure(drain, data)));
            }
        }
        // Whatever a framework has left running.
        System.exit(0);
    }

    private static Measured measure(Drain drain, DataSet data) throws Exception {
        Rows rows = new Rows(data.events());
        System.gc();
        FirstPoll.forget();
        drain.drain(rows);
        Usage start = FirstPoll.usage();
        if (start == null) {
            throw new IOException("nothing was read through the consumer's interceptor");
        }
        return new Measured(rows.counted(), rows.complete().get().since(start));
    }
}
