package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.net.ProcessLimits;
import java.lang.management.ManagementFactory;

/**
 * What the runtime API tells of the process beside its statistics.
 *
 * @param pid its number
 * @param eventLoops threads that move bytes
 * @param descriptors most file descriptors at once; 0 when it is not known
 * @param sessionLimit most sessions that the process may be set to
 * @param idlePercent share of the time of the processors that it leaves, 0 to 100
 */
record ProcessFacts(
    long pid, int eventLoops, long descriptors, int sessionLimit, long idlePercent) {

  /** {@return the facts as they are now} */
  static ProcessFacts now(int eventLoops, int sessionLimit) {
    return new ProcessFacts(
        ProcessHandle.current().pid(),
        eventLoops,
        ProcessLimits.now().mostDescriptors().orElse(0),
        sessionLimit,
        idle());
  }

  private static long idle() {
    double load =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean machine
            ? machine.getProcessCpuLoad()
            : 0;
    return Math.round(100 * (1 - Math.clamp(load, 0, 1)));
  }
}
