package dev.exodus.bench.rates;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What this process has used since it started.
 *
 * @param nanos a clock, nanoseconds
 * @param cpuNanos processor time of all threads, the compiler's and the collector's too
 * @param gcMillis time spent in garbage collections
 * @param allocatedBytes on the heap, by threads that live
 */
record Usage(long nanos, long cpuNanos, long gcMillis, long allocatedBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Usage now() {
        return new Usage(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                        .filter(bytes -> bytes > 0)
                        .sum());
    }

    Usage since(Usage start) {
        return new Usage(
                nanos - start.nanos,
                cpuNanos - start.cpuNanos,
                gcMillis - start.gcMillis,
                allocatedBytes - start.allocatedBytes);
    }
}
