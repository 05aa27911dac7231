package io.redisfailover.proxy.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** The memory outside the heap that the buffers of this process take. */
public final class BufferMemory {
  private BufferMemory() {}

  /**
   * {@return the bytes that the allocator of all connections holds, used or free; 0 when it does
   * not count them}
   */
  public static long bytes() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }
}
