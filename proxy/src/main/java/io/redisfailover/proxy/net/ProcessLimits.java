package io.redisfailover.proxy.net;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * What this process may use, as far as the system tells it.
 *
 * @param mostDescriptors most file descriptors at once ({@code ulimit -n})
 * @param openDescriptors file descriptors that are open now, 0 if that is not known
 * @param heapBytes most bytes of objects ({@code -Xmx}, or a share of the memory of the machine or
 *     the container)
 * @param bufferBytes most bytes of buffers outside the heap ({@code -XX:MaxDirectMemorySize}, else
 *     as much as the heap)
 */
public record ProcessLimits(
    OptionalLong mostDescriptors, long openDescriptors, long heapBytes, long bufferBytes) {

  /** {@return those of this process, as they are now} */
  public static ProcessLimits now() {
    long heap = Runtime.getRuntime().maxMemory();
    long buffers = buffers().orElse(heap);
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new ProcessLimits(
            positive(unix.getMaxFileDescriptorCount()),
            Math.max(0, unix.getOpenFileDescriptorCount()),
            heap,
            buffers)
        : new ProcessLimits(OptionalLong.empty(), 0, heap, buffers);
  }

  private static OptionalLong buffers() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return options == null
        ? OptionalLong.empty()
        : positive(Long.parseLong(options.getVMOption("MaxDirectMemorySize").getValue()));
  }

  private static OptionalLong positive(long value) {
    return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
  }
}
