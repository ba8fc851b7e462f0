package dev.exodus.bench.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.exodus.simulator.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LocalLevelTest {
    private static final double NORMAL_975 = 1.959964;

    /** Annual flow of the Nile at Aswan, 1871 to 1970, 10^8 m3 (Cobb 1978). */
    private static final double[] NILE = {
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
        1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694,
        940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764,
        821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822,
        1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918,
        986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
    };

    /** Durbin and Koopman 2012, 2.10.3; forecasts as R's StructTS has them. */
    @Test
    void fitsTheNileAsDurbinAndKoopmanDo() {
        LocalLevel level = LocalLevel.fit(NILE, constant(NILE.length));

        assertThat(level.noiseVariance()).isCloseTo(15_099, within(75.0));
        assertThat(level.levelVariance()).isCloseTo(1_469, within(30.0));
        LocalLevel.Ahead ahead = level.ahead(constant(5));
        assertThat(ahead.mean()[4]).isCloseTo(798.37, within(0.5));
        assertThat(Math.sqrt(ahead.covariance()[0][0])).isCloseTo(143.53, within(0.5));
        assertThat(Math.sqrt(ahead.covariance()[4][4])).isCloseTo(162.72, within(0.5));
    }

    /** In the steady state {@code P = (q + sqrt(q^2 + 4 q)) / 2} and {@code K = P / (P + 1)}. */
    @Property(tries = 30)
    void itsGainIsThatOfAnExponentiallyWeightedMovingAverage(
            @ForAll @DoubleRange(min = 0.01, max = 10) double q) {
        LocalLevel level = LocalLevel.fit(NILE, constant(NILE.length), q);
        double p = (q + Math.sqrt(q * q + 4 * q)) / 2;
        double gain = p / (p + 1);
        double average = NILE[0];
        for (double value : NILE) {
            average += gain * (value - average);
        }

        assertThat(level.gain()).isCloseTo(gain, within(1e-6));
        assertThat(level.ahead(constant(1)).mean()[0]).isCloseTo(average, within(1.0));
    }

    /** With a level that stays it is ordinary least squares. */
    @Test
    void withoutAWalkItIsLeastSquares() {
        double[] y = {1, 3, 2, 5, 4, 6};
        LocalLevel line = LocalLevel.fit(y, trend(0, 6), 0);
        LocalLevel.Ahead ahead = line.ahead(trend(6, 1));

        // y = 1.2857 + 0.8857 t, residual variance 0.9429 on 4 degrees of freedom.
        assertThat(ahead.mean()[0]).isCloseTo(6.6, within(1e-9));
        assertThat(line.noiseVariance()).isCloseTo(0.942857, within(1e-6));
        assertThat(ahead.covariance()[0][0])
                .isCloseTo(0.942857 * (1 + 1 / 6.0 + 3.5 * 3.5 / 17.5), within(1e-6));
    }

    /**
     * CausalImpact's manual, 5: predicted 3195 (s.d. 12.95), effect 317, 95 % 292.3 to 343. Its
     * figures are of a sample of the posterior, with priors.
     */
    @Test
    void agreesWithThePublishedExampleOfCausalImpact() throws IOException {
        double[][] example = example();
        double[] x = example[0];
        double[] y = example[1];
        double came = Arrays.stream(y, 70, 100).sum();
        LocalLevel.Ahead ahead = ahead(x, y);
        double effect = came - ahead.sum();
        double deviation = Math.sqrt(ahead.sumVariance());

        assertThat(came).isCloseTo(3511, within(0.5));
        assertThat(effect).isCloseTo(317, within(4.0));
        assertThat(deviation).isCloseTo(12.95, within(3.0));
        assertThat(effect - NORMAL_975 * deviation).isCloseTo(292.3, within(8.0));
        assertThat(effect + NORMAL_975 * deviation).isCloseTo(343, within(8.0));
    }

    @Test
    void itsIntervalsHoldTheTruthOfSeriesLikeThatExample() {
        int held = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            Stream random = new Stream().of(run, 0, 0);
            double[] x = new double[100];
            double[] y = new double[100];
            double wandering = random.gaussian() / Math.sqrt(1 - 0.999 * 0.999);
            for (int t = 0; t < 100; t++) {
                wandering = 0.999 * wandering + random.gaussian();
                x[t] = 100 + wandering;
                y[t] = 1.2 * x[t] + random.gaussian() + (t < 70 ? 0 : 10);
            }
            LocalLevel.Ahead ahead = ahead(x, y);
            double error = Arrays.stream(y, 70, 100).sum() - ahead.sum() - 300;
            held += Math.abs(error) <= NORMAL_975 * Math.sqrt(ahead.sumVariance()) ? 1 : 0;
        }

        // A standard error is 0.011.
        assertThat(held / (double) runs).isBetween(0.92, 0.98);
    }

    private static LocalLevel.Ahead ahead(double[] x, double[] y) {
        double[][] regressors = new double[100][];
        for (int t = 0; t < 100; t++) {
            regressors[t] = new double[] {1, x[t]};
        }
        return LocalLevel.fit(Arrays.copyOf(y, 70), Arrays.copyOf(regressors, 70))
                .ahead(Arrays.copyOfRange(regressors, 70, 100));
    }

    private static double[][] constant(int n) {
        double[][] x = new double[n][];
        Arrays.fill(x, new double[] {1});
        return x;
    }

    private static double[][] trend(int from, int n) {
        double[][] x = new double[n][];
        for (int t = 0; t < n; t++) {
            x[t] = new double[] {1, from + t};
        }
        return x;
    }

    /** x and y. */
    private static double[][] example() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                LocalLevelTest.class.getResourceAsStream(
                                        "/migration/causal-impact-example.csv"),
                                StandardCharsets.UTF_8))) {
            List<double[]> rows =
                    lines.lines()
                            .skip(2)
                            .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble))
                            .map(values -> values.toArray())
                            .toList();
            return new double[][] {
                rows.stream().mapToDouble(row -> row[0]).toArray(),
                rows.stream().mapToDouble(row -> row[1]).toArray()
            };
        }
    }
}
