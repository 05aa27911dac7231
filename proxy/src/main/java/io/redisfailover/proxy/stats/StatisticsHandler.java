package io.redisfailover.proxy.stats;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CACHE_CONTROL;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP requests into answers of {@link StatisticsRoutes}. */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // Whether an answer was taken changes nothing here.
final class StatisticsHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(StatisticsHandler.class);

  private final StatisticsRoutes routes;

  StatisticsHandler(StatisticsRoutes routes) {
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    FullHttpResponse response = response(request);
    response
        .headers()
        .set(CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private FullHttpResponse response(FullHttpRequest request) {
    StatisticsReply reply = reply(request);
    ByteBuf body = Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8);
    int length = body.readableBytes();
    if (request.method().equals(HttpMethod.HEAD)) {
      body.release();
      body = Unpooled.EMPTY_BUFFER;
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), body);
    response
        .headers()
        .set(CONTENT_TYPE, reply.contentType())
        .set(CONTENT_LENGTH, length)
        .set(CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
        .set("x-content-type-options", "nosniff")
        .set("referrer-policy", "no-referrer");
    reply.headers().forEach(response.headers()::set);
    return response;
  }

  private StatisticsReply reply(FullHttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      return StatisticsReply.sentence(400, "This is no HTTP request, or its head is too large.");
    }
    try {
      return routes.reply(
          request.method().name(),
          request.uri(),
          Optional.ofNullable(request.headers().get(AUTHORIZATION)));
    } catch (RuntimeException fault) {
      LOG.error("Statistics could not be made", fault);
      return StatisticsReply.sentence(500, "The statistics could not be made; see the log.");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("Connection to the statistics ended", cause);
    context.close();
  }
}
