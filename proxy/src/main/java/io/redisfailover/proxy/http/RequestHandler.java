package io.redisfailover.proxy.http;

import static io.netty.handler.codec.http.HttpHeaderNames.AUTHORIZATION;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.redisfailover.proxy.http.HttpConnection.Stage;
import io.redisfailover.proxy.net.Sockets;
import java.util.Optional;
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

  private final HttpLimits limits;
  private final ConnectionLimit connections;
  private final HttpService service;
  private final HttpConnection connection;
  private @Nullable IncomingRequest incoming;
  private boolean over;

  /** The handler of a connection that was accepted just now. */
  RequestHandler(
      HttpConnection connection,
      HttpLimits limits,
      ConnectionLimit connections,
      HttpService service) {
    this.connection = connection;
    this.limits = limits;
    this.connections = connections;
    this.service = service;
    connection.begin(Stage.READING, limits.times().request());
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
            Optional.ofNullable(request.headers().get(AUTHORIZATION)),
            RequestSource.of(context.channel().remoteAddress(), request.headers()));
    Admission admission = admission(head);
    boolean asksFirst = HttpUtil.is100ContinueExpected(request);
    if (asksFirst && admission instanceof Admission.Refused(HttpReply reply)) {
      end(context, head.method(), reply);
    } else if (HttpUtil.getContentLength(request, 0L) > limits.bodyBytes()) {
      end(context, head.method(), tooLarge(head, admission));
    } else {
      incoming = new IncomingRequest(head, HttpUtil.isKeepAlive(request), admission);
      connection.begin(Stage.READING, limits.times().request());
      if (asksFirst) {
        var unused =
            context.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
      }
    }
  }

  private Admission admission(RequestHead head) {
    try {
      return service.admission(head);
    } catch (RuntimeException fault) {
      return new Admission.Refused(failed(fault));
    }
  }

  private void proceed(ChannelHandlerContext context, IncomingRequest request, HttpContent part) {
    request.take(part.content());
    if (request.bodyBytes() > limits.bodyBytes()) {
      end(context, request.head().method(), tooLarge(request.head(), request.admission()));
    } else if (part instanceof LastHttpContent) {
      incoming = null;
      answer(context, request);
    }
  }

  private void answer(ChannelHandlerContext context, IncomingRequest request) {
    connections.answering(connection, request.showsLogin());
    context.channel().config().setAutoRead(false);
    connection.begin(Stage.ANSWERING, limits.times().idle());
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
    if (!request.keepAlive()) {
      end(context, request.head().method(), reply);
      return;
    }
    Channel channel = context.channel();
    connection.begin(Stage.REPLYING, limits.times().reply());
    write(context, request.head().method(), reply, true)
        .addListener(written -> {
          if (written.isSuccess()) {
            connections.idle(connection);
            connection.begin(Stage.READING, limits.times().idle());
            channel.config().setAutoRead(true);
          }
        });
  }

  private HttpReply tooLarge(RequestHead head, Admission admission) {
    String message = "The body is larger than " + limits.bodyBytes() + " bytes.";
    return admission instanceof Admission.Refused
        ? service.error(413, message)
        : service.tooLarge(head, message);
  }

  /**
   * Writes the last reply, whatever is still to come from the client. Only the client closes in
   * time: closing on unread bytes could destroy the reply, and what a closed socket still holds for
   * a client that does not read would count for no limit.
   */
  private void end(ChannelHandlerContext context, String method, HttpReply reply) {
    over = true;
    incoming = null;
    Channel channel = context.channel();
    connection.begin(Stage.REPLYING, limits.times().reply());
    write(context, method, reply, false)
        .addListener(written -> {
          if (channel instanceof DuplexChannel duplex) {
            var unused = duplex.shutdownOutput();
          }
          channel.config().setAutoRead(true);
        });
  }

  private static ChannelFuture write(
      ChannelHandlerContext context, String method, HttpReply reply, boolean keepAlive) {
    return ReplyWriter.write(context, reply, method.equals(HttpMethod.HEAD.name()), keepAlive);
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
