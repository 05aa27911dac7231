package io.redisfailover.proxy.relay.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Passes the events of one channel to its session. */
final class SideHandler extends ChannelInboundHandlerAdapter {
  private final Session session;
  private final Session.Side side;

  SideHandler(Session session, Session.Side side) {
    this.session = session;
    this.side = side;
  }

  /** {@return the handler that reports inactivity in both directions} */
  static IdleStateHandler idle(Duration limit) {
    return new IdleStateHandler(0, 0, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From here on this inactivity in both directions counts, or none, instead of any other. */
  static void limitIdle(Channel channel, Optional<Duration> limit) {
    ChannelPipeline pipeline = channel.pipeline();
    if (pipeline.get(IdleStateHandler.class) != null) {
      pipeline.remove(IdleStateHandler.class);
    }
    limit.ifPresent(time -> pipeline.addFirst(idle(time)));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    session.read(side, (ByteBuf) message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    session.writabilityChanged(side);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      session.ended(side);
    } else if (event instanceof IdleStateEvent) {
      session.idle(side);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    session.closed(side);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    session.failed(side, cause);
  }
}
