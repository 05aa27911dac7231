package io.redisfailover.proxy.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** Memory outside the heap that the buffers of this process take. */
public final class BufferMemory {
  private BufferMemory() {}

  /**
   * {@return bytes that the allocator of all connections holds, in use and kept for reuse; 0 when
   * it does not say}
   */
  public static long bytes() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }
}
