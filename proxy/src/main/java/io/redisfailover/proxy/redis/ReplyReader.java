package io.redisfailover.proxy.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.redisfailover.failover.resp.MalformedRespException;
import io.redisfailover.failover.resp.RespDecoder;

/** Passes the replies of a channel to its connection, in order. */
final class ReplyReader extends SimpleChannelInboundHandler<ByteBuf> {
  private final NettyRedisConnection connection;
  private final RespDecoder decoder = new RespDecoder();

  ReplyReader(NettyRedisConnection connection) {
    this.connection = connection;
    decoder.expect(0);
  }

  /**
   * A packet with this number of replies, of so many bytes at most, is sent; any further reply
   * breaks the connection.
   */
  void expect(int replies, int limitBytes) {
    decoder.expect(replies, limitBytes);
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
