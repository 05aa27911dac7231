package io.redisfailover.proxy.stats;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds the number of connections. The oldest one gives way to a new one: whoever opens many and
 * leaves them idle cannot keep a health probe out. All connections must be on one event loop.
 */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // A failed close leaves nothing to do.
final class ConnectionLimit extends ChannelInboundHandlerAdapter {
  private final int limit;
  private final Set<Channel> oldestFirst = new LinkedHashSet<>();

  ConnectionLimit(int limit) {
    this.limit = limit;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (oldestFirst.size() >= limit) {
      Iterator<Channel> oldest = oldestFirst.iterator();
      Channel giving = oldest.next();
      oldest.remove();
      giving.close();
    }
    oldestFirst.add(context.channel());
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    oldestFirst.remove(context.channel());
    context.fireChannelInactive();
  }
}
