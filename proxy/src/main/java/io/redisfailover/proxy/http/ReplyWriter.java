package io.redisfailover.proxy.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Writes one reply in pieces. The next piece follows when the socket has taken the one before, so
 * that a client that does not read costs one piece outside the heap, however long the reply is.
 * Used on one event loop.
 */
final class ReplyWriter {
  private final ChannelHandlerContext context;
  private final byte[] body;
  private final ChannelPromise written;

  private ReplyWriter(ChannelHandlerContext context, byte[] body) {
    this.context = context;
    this.body = body;
    this.written = context.newPromise();
  }

  /**
   * Begins to write a reply.
   *
   * @param context of the handler that writes it
   * @param reply the reply
   * @param headOnly whether its body is left out; its length is said all the same
   * @param keepAlive whether the connection stays open after it
   * @return done when the socket has taken all of it
   */
  static ChannelFuture write(
      ChannelHandlerContext context, HttpReply reply, boolean headOnly, boolean keepAlive) {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    ReplyWriter writer = new ReplyWriter(context, headOnly ? new byte[0] : body);
    var unused = context.write(head(reply, body.length, keepAlive));
    writer.piece(0);
    return writer.written;
  }

  private static HttpResponse head(HttpReply reply, int bytes, boolean keepAlive) {
    HttpResponse head =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
    head.headers()
        .set(CONTENT_TYPE, reply.contentType())
        .set(CONTENT_LENGTH, bytes)
        .set(CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE)
        .set("x-content-type-options", "nosniff")
        .set("referrer-policy", "no-referrer");
    reply.headers().forEach(head.headers()::set);
    return head;
  }

  private void piece(int from) {
    int to = Math.min(body.length, from + HttpLimits.PIECE_BYTES);
    ByteBuf bytes = Unpooled.wrappedBuffer(body, from, to - from);
    HttpContent piece =
        to == body.length ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes);
    context
        .writeAndFlush(piece)
        .addListener(done -> {
          if (!done.isSuccess()) {
            written.tryFailure(done.cause());
          } else if (to == body.length) {
            written.trySuccess();
          } else {
            piece(to);
          }
        });
  }
}
