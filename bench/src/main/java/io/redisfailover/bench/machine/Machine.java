package io.redisfailover.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * A machine and what runs on it, as far as it matters for a time.
 *
 * @param cores processors that a program may use
 * @param memoryMebibytes main memory
 * @param kernel name and release of the operating system
 * @param java virtual machine and version
 * @param redis product and version
 * @param haproxy its version, or that there is none
 */
public record Machine(
    int cores, long memoryMebibytes, String kernel, String java, String redis, String haproxy) {
  private static final long MEBIBYTE = 1024L * 1024;

  /**
   * {@return this one}
   *
   * @param redis the server that is used
   * @param haproxy the rival that is used
   */
  public static Machine here(String redis, String haproxy) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / MEBIBYTE,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        redis,
        haproxy);
  }

  /** {@return it as one sentence part} */
  public String inWords() {
    return "%d cores, %d MiB, %s, %s, %s, HAProxy %s"
        .formatted(cores, memoryMebibytes, kernel, java, redis, haproxy);
  }
}
