package io.redisfailover.bench.soak;

/**
 * What one process holds, while it has no clients.
 *
 * @param descriptors open files and sockets
 * @param threads threads
 * @param bufferBytes memory outside the heap that buffers take; 0 for a server
 */
record ProcessResources(long descriptors, long threads, long bufferBytes) {
  /** {@return the smaller of each: what is there for a moment only does not count} */
  ProcessResources least(ProcessResources other) {
    return new ProcessResources(
        Math.min(descriptors, other.descriptors),
        Math.min(threads, other.threads),
        Math.min(bufferBytes, other.bufferBytes));
  }
}
