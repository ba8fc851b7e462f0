package dev.exodus.bench.rates;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One drain of a variant.
 *
 * @param variant which
 * @param round from 1
 * @param events counted
 * @param rows seconds of services
 * @param checkSum over the rows
 * @param wallSeconds from the first poll until the last row
 * @param cpuSeconds of its process, meanwhile
 * @param brokerCpuSeconds of the broker, from the command on
 * @param gcSeconds in garbage collections
 * @param allocatedBytes on the heap
 * @param loadAverage of the machine over the minute before
 */
record Run(
        Variant variant,
        int round,
        long events,
        long rows,
        long checkSum,
        double wallSeconds,
        double cpuSeconds,
        double brokerCpuSeconds,
        double gcSeconds,
        long allocatedBytes,
        double loadAverage) {

    static Run of(
            Variant variant,
            int round,
            Measured measured,
            double brokerCpuSeconds,
            double loadAverage) {
        return new Run(
                variant,
                round,
                measured.counted().events(),
                measured.counted().rows(),
                measured.counted().checkSum(),
                measured.used().nanos() / 1e9,
                measured.used().cpuNanos() / 1e9,
                brokerCpuSeconds,
                measured.used().gcMillis() / 1e3,
                measured.used().allocatedBytes(),
                loadAverage);
    }

    @JsonIgnore
    double wallNanosPerEvent() {
        return wallSeconds * 1e9 / events;
    }

    @JsonIgnore
    double cpuNanosPerEvent() {
        return cpuSeconds * 1e9 / events;
    }
}
