package io.redisfailover.proxy.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** The memory outside the heap that the buffers of clients' and servers' connections take. */
public final class BufferMemory {
  private BufferMemory() {}

  /**
   * {@return the bytes that the allocator of these connections holds, used or free; 0 when it does
   * not count them} The ports of the statistics and of the control API have their own.
   */
  public static long bytes() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }
}
