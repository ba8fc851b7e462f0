package dev.exodus.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsFileTest {
    @TempDir private Path folder;

    @Test
    void readsColumnsByNameInAnyOrderOfLinesAndKeepsGaps() throws IOException {
        Counts counts =
                read(
                        "label,value,timestamp\n0,7,1495399260\n\n1,1423.0,1495399140\n"
                                + "0,0,2017-05-21T20:47:00Z\n0,5,2017-05-21 20:46:00\n");

        assertThat(counts.step()).isEqualTo(60);
        assertThat(counts.times()).containsExactly(1495399140, 1495399260, 1495399560, 1495399620);
        assertThat(counts.counts()).containsExactly(1423, 7, 5, 0);
        assertThat(counts.gaps()).isEqualTo(2);
    }

    @Test
    void takesTheCommonDistanceForTheLengthOfABucket() throws IOException {
        assertThat(
                        read("timestamp,value\n0946684800,1\n946685100,1\n946685400,1\n946686000,1\n")
                                .step())
                .isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1495399140,12.5 | line 2: a count must be a whole number from 0, not 12.5",
                "1495399140,-1   | line 2: a count must be a whole number from 0, not -1",
                "1495399140,     | line 2: a count must be a whole number from 0",
                "1495399140      | line 2: a column is missing",
                "yesterday,1     | line 2: Text 'yesterday' could not be parsed",
                "1495399140000,1 | line 2: the timestamp is of",
                "12,1            | line 2: the timestamp is of 1970-01-01T00:00:12Z",
                "1495399150,1    | buckets must begin with a minute: 2017-05-21T20:39:10Z",
            })
    void saysWhereAndWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> read("timestamp,value\n" + line + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts.csv")
                .hasMessageContaining(message);
    }

    @Test
    void refusesASecondLineOfAMomentAndAFileWithoutHeader() {
        assertThatThrownBy(() -> read("timestamp,value\n1495399140,1\n1495399140,2\n"))
                .hasMessageContaining("line 3: a second line for 2017-05-21T20:39:00Z");
        assertThatThrownBy(() -> read("1495399140,1\n"))
                .hasMessageContaining("must name the columns timestamp and value");
    }

    private Counts read(String text) throws IOException {
        return CountsFile.read(Files.writeString(folder.resolve("counts.csv"), text));
    }
}
