package io.redisfailover.proxy.http;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.redisfailover.proxy.net.Sockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the requests of one connection, hands them to the service one at a time, and writes the
 * replies. Used on one event loop.
 *
 * <p>A request that breaks a bound or is no HTTP is answered once; then the connection is over.
 */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  /** Time for a client to read the last reply. Closing on unread bytes could destroy that reply. */
  private static final Duration LAST_REPLY = Duration.ofSeconds(1);

  private final HttpLimits limits;
  private final ConnectionLimit connections;
  private final HttpService service;
  private @Nullable IncomingRequest incoming;
  private boolean over;

  RequestHandler(HttpLimits limits, ConnectionLimit connections, HttpService service) {
    this.limits = limits;
    this.connections = connections;
    this.service = service;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (over) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      end(context, "", service.error(400, "The request is no HTTP, or its head is too large."));
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content && incoming != null) {
      proceed(context, incoming, content);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    RequestHead head =
        new RequestHead(
            request.method().name(),
            request.uri(),
            Optional.ofNullable(request.headers().get(AUTHORIZATION)));
    Optional<HttpReply> refusal = refusal(head);
    boolean asksFirst = HttpUtil.is100ContinueExpected(request);
    if (asksFirst && refusal.isPresent()) {
      end(context, head.method(), refusal.get());
    } else if (HttpUtil.getContentLength(request, 0L) > limits.bodyBytes()) {
      end(context, head.method(), tooLarge());
    } else {
      incoming = new IncomingRequest(head, HttpUtil.isKeepAlive(request), refusal);
      if (asksFirst) {
        var unused =
            context.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
      }
    }
  }

  private Optional<HttpReply> refusal(RequestHead head) {
    try {
      return service.refusal(head);
    } catch (RuntimeException fault) {
      return Optional.of(failed(fault));
    }
  }

  private void proceed(ChannelHandlerContext context, IncomingRequest request, HttpContent part) {
    request.take(part.content());
    if (request.bodyBytes() > limits.bodyBytes()) {
      end(context, request.head().method(), tooLarge());
    } else if (part instanceof LastHttpContent) {
      incoming = null;
      answer(context, request);
    }
  }

  private void answer(ChannelHandlerContext context, IncomingRequest request) {
    connections.answering(context.channel());
    context.channel().config().setAutoRead(false);
    var unused =
        request
            .answeredBy(service)
            .whenCompleteAsync(
                (reply, failure) ->
                    reply(context, request, failure == null ? reply : failed(failure)),
                context.executor());
  }

  /** The next request is read when the client has taken this reply, so that none pile up. */
  private void reply(ChannelHandlerContext context, IncomingRequest request, HttpReply reply) {
    Channel channel = context.channel();
    ChannelFuture written = write(context, request.head().method(), reply, request.keepAlive());
    if (request.keepAlive()) {
      written.addListener(done -> {
        connections.idle(channel);
        channel.config().setAutoRead(true);
      });
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private HttpReply tooLarge() {
    return service.error(413, "The body is larger than " + limits.bodyBytes() + " bytes.");
  }

  /** Writes the last reply, whatever is still to come from the client. */
  private void end(ChannelHandlerContext context, String method, HttpReply reply) {
    over = true;
    incoming = null;
    Channel channel = context.channel();
    write(context, method, reply, false)
        .addListener(done -> {
          if (channel instanceof DuplexChannel duplex) {
            var unused = duplex.shutdownOutput();
          }
        });
    var late =
        context
            .executor()
            .schedule(() -> Sockets.close(channel), LAST_REPLY.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> late.cancel(false));
  }

  private static ChannelFuture write(
      ChannelHandlerContext context, String method, HttpReply reply, boolean keepAlive) {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    boolean headOnly = method.equals(HttpMethod.HEAD.name());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(CONTENT_TYPE, reply.contentType())
        .set(CONTENT_LENGTH, body.length)
        .set(CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE)
        .set("x-content-type-options", "nosniff")
        .set("referrer-policy", "no-referrer");
    reply.headers().forEach(response.headers()::set);
    return context.writeAndFlush(response);
  }

  /** The log has the exception only: a request may carry a secret anywhere. */
  private HttpReply failed(Throwable fault) {
    LOG.error("Failed to answer an HTTP request", fault);
    return service.error(500, "The request failed; see the log of the process.");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("Closed an HTTP connection", cause);
    Sockets.close(context.channel());
  }
}
