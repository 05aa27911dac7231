package io.redisfailover.proxy.redis;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.redis.ArrayHeaderRedisMessage;
import io.netty.handler.codec.redis.BulkStringHeaderRedisMessage;
import io.netty.handler.codec.redis.BulkStringRedisContent;
import io.netty.handler.codec.redis.ErrorRedisMessage;
import io.netty.handler.codec.redis.FullBulkStringRedisMessage;
import io.netty.handler.codec.redis.IntegerRedisMessage;
import io.netty.handler.codec.redis.LastBulkStringRedisContent;
import io.netty.handler.codec.redis.RedisMessage;
import io.netty.handler.codec.redis.SimpleStringRedisMessage;
import io.redisfailover.failover.command.Reply;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the parts of replies together: an array becomes one reply with a line for each element. A
 * reply has a bounded size, whatever the server says.
 */
final class Replies extends SimpleChannelInboundHandler<RedisMessage> {
  /** {@code CLIENT LIST} of 20,000 connections has about 8 MB. */
  private static final int LARGEST_REPLY_BYTES = 32 << 20;

  private final RedisConnection connection;
  private final List<String> elements = new ArrayList<>();
  private final ByteArrayOutputStream bulk = new ByteArrayOutputStream();
  private long missingElements;
  private boolean inArray;
  private long size;

  Replies(RedisConnection connection) {
    this.connection = connection;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, RedisMessage message)
      throws IOException {
    switch (message) {
      case SimpleStringRedisMessage text -> value(false, text.content());
      case ErrorRedisMessage error -> value(true, error.content());
      case IntegerRedisMessage number -> value(false, Long.toString(number.value()));
      case ArrayHeaderRedisMessage header -> array(header.length());
      case BulkStringHeaderRedisMessage header -> grow(header.bulkStringLength());
      case FullBulkStringRedisMessage full ->
          value(false, full.isNull() ? "" : full.content().toString(StandardCharsets.UTF_8));
      case BulkStringRedisContent part -> bulk(part);
      default -> throw new IOException("the server spoke no RESP2");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.broken(new EOFException("the server closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    connection.broken(cause);
  }

  private void bulk(BulkStringRedisContent part) throws IOException {
    part.content().readBytes(bulk, part.content().readableBytes());
    if (part instanceof LastBulkStringRedisContent) {
      String text = bulk.toString(StandardCharsets.UTF_8);
      bulk.reset();
      value(false, text);
    }
  }

  private void array(long length) throws IOException {
    if (length > 0) {
      grow(length);
      // A nested array is flattened: nothing that is asked here answers with one.
      missingElements += length - (inArray ? 1 : 0);
      inArray = true;
    } else {
      value(false, "");
    }
  }

  private void value(boolean error, String text) throws IOException {
    grow(text.length());
    if (!inArray) {
      size = 0;
      connection.reply(error ? Reply.error(text) : Reply.ok(text));
      return;
    }
    elements.add(text);
    if (--missingElements == 0) {
      String lines = String.join("\n", elements);
      elements.clear();
      inArray = false;
      size = 0;
      connection.reply(Reply.ok(lines));
    }
  }

  private void grow(long more) throws IOException {
    size += more;
    if (size > LARGEST_REPLY_BYTES) {
      throw new IOException("the server's reply is too large");
    }
  }
}
