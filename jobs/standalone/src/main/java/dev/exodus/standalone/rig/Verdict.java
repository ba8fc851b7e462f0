package dev.exodus.standalone.rig;

import dev.exodus.schemas.facts.Column;
import dev.exodus.schemas.facts.FactType;
import dev.exodus.simulator.answer.AnswerKey;
import dev.exodus.standalone.check.Check;
import dev.exodus.standalone.check.CheckReport;
import dev.exodus.standalone.lake.LakeDatabase;
import dev.exodus.standalone.postgres.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a load.
 *
 * @param sent records sent
 * @param acknowledged of them, by the ledger
 * @param lost acknowledged, but not in the topics
 * @param repeated more than once in the topics
 * @param rows every stored row beside the oracle's
 * @param duplicated facts that are in the lake more than once, by table
 * @param surplus rows that had been there more than once since a job went on from an older
 *     checkpoint than its newest, and that {@code exodus repair} took out
 */
public record Verdict(
        long sent,
        long acknowledged,
        long lost,
        long repeated,
        CheckReport rows,
        Map<String, Long> duplicated,
        long surplus) {

    static Verdict of(
            int sent,
            BitSet acknowledged,
            Oracle oracle,
            Path key,
            Postgres postgres,
            Path lake,
            long surplus)
            throws Exception {
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(oracle.sequences());
        try (Connection reader = postgres.checker();
                Connection duckDb = LakeDatabase.open(lake)) {
            return new Verdict(
                    sent,
                    acknowledged.cardinality(),
                    lost.cardinality(),
                    oracle.repeated(),
                    Check.run(AnswerKey.open(key), reader, duckDb, lake),
                    duplicated(duckDb),
                    surplus);
        }
    }

    private static Map<String, Long> duplicated(Connection duckDb) throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        try (Statement statement = duckDb.createStatement()) {
            for (FactType type : FactType.values()) {
                if (type.inLake()) {
                    String fact =
                            type.columns().stream()
                                    .filter(Column::key)
                                    .map(Column::name)
                                    .collect(Collectors.joining(", "));
                    ResultSet row =
                            statement.executeQuery(
                                    "SELECT count(*) FROM (SELECT 1 FROM %s GROUP BY %s, generation, revision HAVING count(*) > 1)"
                                            .formatted(type.table(), fact));
                    row.next();
                    if (row.getLong(1) > 0) {
                        found.put(type.table(), row.getLong(1));
                    }
                }
            }
        }
        return found;
    }

    /** Whether everything sent was acknowledged and is stored, once and exactly. */
    public boolean met() {
        return acknowledged == sent
                && lost == 0
                && repeated == 0
                && rows.met()
                && duplicated.isEmpty();
    }
}
