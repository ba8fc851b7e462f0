package dev.exodus.bench.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.exodus.standalone.replay.CountsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of the Numenta Anomaly Benchmark: series under {@code data}, windows in {@code
 * labels/combined_windows.json}.
 *
 * @param series series by their path under {@code data}
 * @param windows first and last time of each window of a series
 */
record NabCorpus(Map<String, LabelledSeries> series, Map<String, List<long[]>> windows) {
    static boolean isOne(Path folder) {
        return folder.resolve("labels/combined_windows.json").toFile().isFile();
    }

    static NabCorpus read(Path folder) {
        JsonNode root;
        try {
            root =
                    new ObjectMapper()
                            .readTree(folder.resolve("labels/combined_windows.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the windows of " + folder, e);
        }
        Map<String, LabelledSeries> series = new LinkedHashMap<>();
        Map<String, List<long[]>> windows = new LinkedHashMap<>();
        Path data = folder.resolve("data");
        for (Path file : SeriesReader.files(data)) {
            String name = data.relativize(file).toString().replace('\\', '/');
            List<long[]> own = new ArrayList<>();
            for (JsonNode window : root.path(name)) {
                own.add(new long[] {time(window.get(0)), time(window.get(1))});
            }
            windows.put(name, own);
            series.put(name, SeriesReader.read(file, name));
        }
        return new NabCorpus(series, windows);
    }

    /** The same corpus with these of its series. */
    NabCorpus only(List<LabelledSeries> some) {
        Map<String, LabelledSeries> kept = new LinkedHashMap<>();
        some.forEach(one -> kept.put(one.name(), one));
        return new NabCorpus(kept, windows);
    }

    private static long time(JsonNode text) {
        return CountsFile.time(text.asText()).getEpochSecond();
    }

    /** Whether a file counts events: the 10 of tweets, taxi trips and requests at a balancer. */
    static boolean isCount(String name) {
        return name.startsWith("realTweets/")
                || name.endsWith("/nyc_taxi.csv")
                || name.contains("/elb_request_count");
    }

    /** The files as a detector scored them. */
    List<NabScore.Scored> scored(Map<String, Judgement> judgements, boolean countsOnly) {
        List<NabScore.Scored> files = new ArrayList<>();
        for (var entry : series.entrySet()) {
            String name = entry.getKey();
            if (!countsOnly || isCount(name)) {
                files.add(
                        new NabScore.Scored(
                                entry.getValue().times(),
                                judgements.get(name).scores(),
                                windows.get(name)));
            }
        }
        return files;
    }
}
