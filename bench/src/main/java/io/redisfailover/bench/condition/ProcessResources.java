package io.redisfailover.bench.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * What one process holds, while it has no clients. Pure.
 *
 * @param descriptors open files and sockets
 * @param threads threads
 * @param bufferBytes memory outside the heap that buffers take; 0 for a server
 */
public record ProcessResources(long descriptors, long threads, long bufferBytes) {
  /**
   * Additional descriptors that are allowed: connections to servers and between processes, which
   * come and go with roles.
   */
  public static final int SPARE_DESCRIPTORS = 4;

  /** Additional threads that are allowed: the JVM and its pools start some when busy. */
  public static final int SPARE_THREADS = 4;

  /** Additional buffer memory that is allowed: the allocator takes and keeps it in pieces. */
  public static final long SPARE_BUFFER_BYTES = 4L << 20;

  /** {@return the smaller of each: what is there for a moment only does not count} */
  ProcessResources least(ProcessResources other) {
    return new ProcessResources(
        Math.min(descriptors, other.descriptors),
        Math.min(threads, other.threads),
        Math.min(bufferBytes, other.bufferBytes));
  }

  /**
   * {@return each resource of which a later measurement has more than the spare}
   *
   * @param later the other measurement
   */
  public List<Growth> growthTo(ProcessResources later) {
    List<Growth> grown = new ArrayList<>();
    compare("descriptors", descriptors, later.descriptors, SPARE_DESCRIPTORS, grown);
    compare("threads", threads, later.threads, SPARE_THREADS, grown);
    compare("bytes of buffers", bufferBytes, later.bufferBytes, SPARE_BUFFER_BYTES, grown);
    return grown;
  }

  /**
   * A resource of which there is more than the spare.
   *
   * @param what the resource, in the plural
   * @param before how much there was
   * @param after how much there is
   * @param spare how much more is allowed
   */
  public record Growth(String what, long before, long after, long spare) {}

  private static void compare(
      String what, long before, long after, long spare, List<Growth> grown) {
    if (after > before + spare) {
      grown.add(new Growth(what, before, after, spare));
    }
  }
}
