package dev.exodus.bench.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Series of one folder.
 *
 * @param name the folder's name
 * @param series its files
 * @param nab the same files with windows if it is a Numenta corpus, else null
 */
record DataSet(String name, List<LabelledSeries> series, NabCorpus nab) {
    private static final int MINUTE = 60;

    /**
     * The data sets of a folder: itself if it holds series or is a Numenta corpus, else each of its
     * folders that does.
     *
     * @throws IllegalArgumentException if there is none, or a file cannot be read as a series
     */
    static List<DataSet> find(Path folder) {
        List<DataSet> sets = new ArrayList<>();
        if (NabCorpus.isOne(folder) || !ownFiles(folder).isEmpty()) {
            sets.add(read(folder));
            return sets;
        }
        for (Path inner : list(folder)) {
            if (Files.isDirectory(inner)
                    && (NabCorpus.isOne(inner) || !ownFiles(inner).isEmpty())) {
                sets.add(read(inner));
            }
        }
        if (sets.isEmpty()) {
            throw new IllegalArgumentException(
                    folder + " holds no .csv files of timestamp,value,label");
        }
        return sets;
    }

    private static DataSet read(Path folder) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        if (NabCorpus.isOne(folder)) {
            NabCorpus corpus = NabCorpus.read(folder);
            return new DataSet(name, List.copyOf(corpus.series().values()), corpus);
        }
        List<LabelledSeries> series = new ArrayList<>();
        for (Path file : ownFiles(folder)) {
            series.add(SeriesReader.read(file, file.getFileName().toString()));
        }
        return new DataSet(name, series, null);
    }

    private static List<Path> ownFiles(Path folder) {
        return list(folder).stream().filter(p -> p.toString().endsWith(".csv")).toList();
    }

    private static List<Path> list(Path folder) {
        try (var paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** Whether the goals for counts per minute apply. */
    boolean isCountsPerMinute() {
        return nab == null && series.stream().allMatch(s -> s.isCounts() && s.step() == MINUTE);
    }

    /** At most so many series, evenly spread. */
    DataSet sample(int most) {
        if (series.size() <= most) {
            return this;
        }
        List<LabelledSeries> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(series.get(i * series.size() / most));
        }
        return new DataSet(name, some, nab == null ? null : nab.only(some));
    }
}
