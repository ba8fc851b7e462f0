package dev.exodus.core.funnel;

import dev.exodus.schemas.facts.SmsFunnel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The cohorts of one service and minute, by country and carrier. Both what is kept and what is
 * passed on: a part of a minute is merged into the whole by adding.
 */
public final class CohortMinute {
    /** Stands for every country or carrier. */
    static final String ALL = "*";

    private static final int VERSION = 1;
    private static final long MINUTE_S = 60;

    private final String service;
    private final long minute;
    private final Map<Segment, Cohort> cohorts = new HashMap<>();

    /**
     * @param minute epoch minute
     */
    public CohortMinute(String service, long minute) {
        this.service = service;
        this.minute = minute;
    }

    public String service() {
        return service;
    }

    public long minute() {
        return minute;
    }

    void apply(CohortChange change) {
        cohorts.computeIfAbsent(change.segment(), segment -> new Cohort()).apply(change);
    }

    /** Adds a part of this minute. */
    public void merge(CohortMinute part) {
        part.cohorts.forEach(
                (segment, cohort) ->
                        cohorts.computeIfAbsent(segment, s -> new Cohort()).merge(cohort));
    }

    /**
     * Emits rows: those per country and for all if they have changed since they were last emitted,
     * those per carrier if they are asked for.
     *
     * @param carriers whether rows per carrier are wanted: they are by far the most
     * @param settled whether nothing can change any more; then all are emitted
     */
    public void emit(boolean carriers, boolean settled, int generation, Consumer<SmsFunnel> out) {
        TreeMap<String, Cohort> countries = new TreeMap<>();
        Cohort all = new Cohort();
        for (Map.Entry<Segment, Cohort> entry : cohorts.entrySet()) {
            Segment segment = entry.getKey();
            Cohort cohort = entry.getValue();
            countries.computeIfAbsent(segment.country(), c -> new Cohort()).merge(cohort);
            all.merge(cohort);
            cohort.markEmitted();
            if (carriers || settled) {
                out.accept(row(segment, cohort, settled, generation));
            }
        }
        countries.put(ALL, all);
        countries.forEach(
                (country, cohort) -> {
                    if (settled || cohort.hasChanged()) {
                        Segment segment = new Segment(service, country, ALL);
                        out.accept(row(segment, cohort, settled, generation));
                    }
                });
    }

    private SmsFunnel row(Segment segment, Cohort cohort, boolean settled, int generation) {
        return new SmsFunnel(
                service,
                segment.country(),
                segment.carrier(),
                Instant.ofEpochSecond(minute * MINUTE_S),
                cohort.count(Count.REQUESTED),
                cohort.count(Count.SENT),
                cohort.count(Count.DELIVERED),
                cohort.count(Count.VERIFIED),
                cohort.count(Count.FAILED),
                cohort.count(Count.EXPIRED),
                cohort.count(Count.UNIQUE),
                cohort.count(Count.RETRY),
                cohort.deliver().percentileMs(50),
                cohort.deliver().percentileMs(95),
                cohort.verify().percentileMs(50),
                cohort.verify().percentileMs(95),
                settled,
                generation,
                // Being settled is content too.
                cohort.revision() + (settled ? 1 : 0));
    }

    public CohortMinute copy() {
        CohortMinute copy = new CohortMinute(service, minute);
        cohorts.forEach((segment, cohort) -> copy.cohorts.put(segment, cohort.copy()));
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(service);
        out.writeLong(minute);
        out.writeInt(cohorts.size());
        for (Map.Entry<Segment, Cohort> entry : cohorts.entrySet()) {
            out.writeUTF(entry.getKey().country());
            out.writeUTF(entry.getKey().carrier());
            entry.getValue().write(out);
        }
    }

    public static CohortMinute read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("state of a minute of cohorts has version " + version);
        }
        CohortMinute read = new CohortMinute(in.readUTF(), in.readLong());
        for (int left = in.readInt(); left > 0; left--) {
            Segment segment = new Segment(read.service, in.readUTF(), in.readUTF());
            read.cohorts.put(segment, Cohort.read(in));
        }
        return read;
    }
}
