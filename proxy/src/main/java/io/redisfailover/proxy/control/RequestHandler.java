package io.redisfailover.proxy.control;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.control.ControlApi.Response;
import io.redisfailover.proxy.net.Sockets;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Checks the token of each request before anything of it is read, and answers it. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String SCHEME = "Bearer ";

  private final Supplier<Secret> token;
  private final ControlApi api;

  RequestHandler(Supplier<Secret> token, ControlApi api) {
    this.token = token;
    this.api = api;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    boolean keepAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    if (!request.decoderResult().isSuccess()) {
      write(context, Response.error(HttpResponseStatus.BAD_REQUEST, "that is no HTTP"), false);
    } else if (!isAuthorized(request)) {
      write(
          context,
          Response.error(HttpResponseStatus.UNAUTHORIZED, "a valid bearer token is needed"),
          keepAlive);
    } else {
      // One request at a time, so that the answers keep the order of the requests.
      context.channel().config().setAutoRead(false);
      byte[] body = ByteBufUtil.getBytes(request.content());
      var unused =
          api.answer(request.method(), request.uri(), body)
              .thenAcceptAsync(response -> write(context, response, keepAlive), context.executor());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Sockets.close(context.channel());
  }

  private boolean isAuthorized(FullHttpRequest request) {
    String shown = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.get().matches(shown.substring(SCHEME.length()));
  }

  private static void write(ChannelHandlerContext context, Response response, boolean keepAlive) {
    FullHttpResponse http =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            response.status(),
            Unpooled.copiedBuffer(response.body(), StandardCharsets.UTF_8));
    http.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, http.content().readableBytes());
    HttpUtil.setKeepAlive(http, keepAlive);
    if (response.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
      http.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    var written = context.writeAndFlush(http);
    context.channel().config().setAutoRead(true);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
