package io.redisfailover.proxy.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.redisfailover.failover.command.Reply;
import io.redisfailover.failover.resp.MalformedRespException;
import io.redisfailover.failover.resp.RespDecoder;

/** Hands the replies that come on a channel to its connection, in order. */
final class ReplyReader extends SimpleChannelInboundHandler<ByteBuf> {
  private final RedisConnection connection;
  private final RespDecoder decoder = new RespDecoder();
  private boolean within;

  ReplyReader(RedisConnection connection) {
    this.connection = connection;
  }

  /** A packet is sent that gets so many replies. */
  void expect(int replies) {
    decoder.expect(replies);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes)
      throws MalformedRespException {
    byte[] came = ByteBufUtil.getBytes(bytes);
    int last = came.length - 1;
    if (last < 0) {
      return;
    }
    decoder.feed(came, 0, last, this::reply);
    // A reply is complete with its last byte, and only then nothing of the next one has come.
    within = true;
    decoder.feed(came, last, 1, this::reply);
  }

  private void reply(Reply reply) {
    within = false;
    connection.reply(reply);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    connection.pause(within);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.broken(cause);
  }
}
