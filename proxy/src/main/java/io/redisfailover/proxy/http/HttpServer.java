package io.redisfailover.proxy.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Serves an {@link HttpService} over HTTP/1.1 within {@link HttpLimits}. Each connection is
 * answered one request at a time, in the order of its requests.
 */
public final class HttpServer implements AutoCloseable {
  private final Channel listener;
  private final ConnectionLimit connections;

  private HttpServer(Channel listener, ConnectionLimit connections) {
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param address the address to bind
   * @param loops the event loops that it runs on; the caller stops them
   * @param sockets the transport of these loops
   * @param limits what clients may take
   * @param service what is served
   * @return the server, listening
   * @throws IOException when the address cannot be bound
   */
  public static HttpServer start(
      ListenAddress address,
      EventLoopGroup loops,
      Sockets sockets,
      HttpLimits limits,
      HttpService service)
      throws IOException {
    ConnectionLimit connections = new ConnectionLimit(limits.connections());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(sockets.server())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline(limits, connections, service));
    return new HttpServer(address.bind(bootstrap), connections);
  }

  /** {@return the bound address, with the port that was taken for port 0} */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Stops listening and closes every connection. Not to be called on an event loop. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.all().forEach(Sockets::close);
  }

  /** Puts the bounds and the service onto each accepted connection. */
  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final HttpLimits limits;
    private final ConnectionLimit connections;
    private final HttpService service;

    Pipeline(HttpLimits limits, ConnectionLimit connections, HttpService service) {
      this.limits = limits;
      this.connections = connections;
      this.service = service;
    }

    @Override
    protected void initChannel(Channel channel) {
      if (!connections.admit(channel)) {
        Sockets.close(channel);
        return;
      }
      channel.closeFuture().addListener(closed -> connections.left(channel));
      channel
          .pipeline()
          .addLast(
              new ReadTimeoutHandler(limits.idle().toMillis(), TimeUnit.MILLISECONDS),
              new HttpServerCodec(
                  limits.requestLineBytes(), limits.headerBytes(), Math.max(1, limits.bodyBytes())),
              // Requests that have arrived in one packet wait here for their turn.
              new FlowControlHandler(),
              new RequestHandler(limits, connections, service));
    }
  }
}
