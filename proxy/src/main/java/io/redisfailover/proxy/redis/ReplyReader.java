package io.redisfailover.proxy.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.redisfailover.failover.resp.MalformedRespException;
import io.redisfailover.failover.resp.RespDecoder;

/** Hands the replies that come on a channel to its connection, in order. */
final class ReplyReader extends SimpleChannelInboundHandler<ByteBuf> {
  private final RedisConnection connection;
  private final RespDecoder decoder = new RespDecoder();

  ReplyReader(RedisConnection connection) {
    this.connection = connection;
    decoder.expect(0);
  }

  /** A packet is sent that gets so many replies; what comes beyond them breaks the connection. */
  void expect(int replies) {
    decoder.expect(replies);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes)
      throws MalformedRespException {
    byte[] came = ByteBufUtil.getBytes(bytes);
    decoder.feed(came, 0, came.length, connection::reply);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection.pause();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.broken(cause);
  }
}
