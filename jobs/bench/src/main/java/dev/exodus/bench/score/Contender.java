package dev.exodus.bench.score;

/** A detector on the scoreboard: one configuration for every series, fixed before the run. */
public interface Contender {
    String name();

    /** Judges each row from the rows before it and itself. */
    Judgement judge(LabelledSeries series);

    /** Whether it takes so long that it is run on some series only. */
    default boolean isSlow() {
        return false;
    }
}
