package dev.exodus.standalone.check;

import java.time.Instant;
import java.util.List;

/**
 * How what is told of people compares with an answer key.
 *
 * @param rows rows compared
 * @param affected by each outage, all countries together
 * @param flows from each failing service to each other one, all countries together
 * @param differences what is wrong
 */
public record PeopleReport(
        long rows, List<Affected> affected, List<Flow> flows, List<String> differences) {

    /**
     * Who could not connect while an outage lasted. Figures are null if they are withheld.
     *
     * @param service that failed
     * @param start of the outage
     * @param affected could not connect
     * @param lo95 lower end of its 95 % interval
     * @param hi95 upper end
     * @param counted the same by the answer key: those of the sample, each for as many as it stands
     */
    public record Affected(
            String service,
            Instant start,
            Double affected,
            Double lo95,
            Double hi95,
            double counted) {}

    /**
     * Who moved. Figures are null if they are withheld, or not due yet.
     *
     * @param migrated could not connect there and signed up here
     * @param lo95 lower end of its 95 % interval
     * @param hi95 upper end
     * @param joined the same by the answer key: those of the sample, each for as many as it stands
     * @param lift migrated over chance
     * @param retainedDay1 share who connected on the first day
     * @param retainedDay7 and on the seventh
     * @param returnedDay7 share who connected to the source again within seven days
     * @param multihomingDay7 and to both
     * @param due when the next figure becomes known
     */
    public record Flow(
            String source,
            String destination,
            Double migrated,
            Double lo95,
            Double hi95,
            double joined,
            Double lift,
            Double retainedDay1,
            Double retainedDay7,
            Double returnedDay7,
            Double multihomingDay7,
            Instant due) {}
}
