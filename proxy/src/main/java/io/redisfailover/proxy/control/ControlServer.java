package io.redisfailover.proxy.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.proxy.config.Control;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Serves the control API over HTTP/1.1 to callers that show the token. */
public final class ControlServer {
  private final Control config;
  private final EventLoopGroup loops;
  private final Sockets sockets;
  private final ControlApi api;
  private final AtomicInteger connections = new AtomicInteger();
  private @Nullable Channel listener;

  /**
   * A server that does not listen yet.
   *
   * @param config its address and token
   * @param loops the event loops that it runs on
   * @param sockets the transport
   * @param proxy what it serves
   * @param further what else is served here
   */
  public ControlServer(
      Control config,
      EventLoopGroup loops,
      Sockets sockets,
      ProxyControl proxy,
      FurtherRoutes further) {
    this.config = config;
    this.loops = loops;
    this.sockets = sockets;
    this.api = new ControlApi(proxy, further);
  }

  /**
   * Listens.
   *
   * @return the bound address
   * @throws IOException when the address cannot be bound
   */
  public InetSocketAddress start() throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(sockets.server())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline())
            .bind(config.address())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("the control API cannot listen on " + config.address(), bound.cause());
    }
    listener = bound.channel();
    return (InetSocketAddress) listener.localAddress();
  }

  /** Listens no more. */
  public void stop() {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      if (connections.incrementAndGet() > ControlLimits.MOST_CONNECTIONS) {
        connections.decrementAndGet();
        Sockets.close(channel);
        return;
      }
      channel.closeFuture().addListener(closed -> connections.decrementAndGet());
      channel
          .pipeline()
          .addLast(
              new ReadTimeoutHandler(ControlLimits.IDLE.toMillis(), TimeUnit.MILLISECONDS),
              new HttpServerCodec(),
              new HttpObjectAggregator(ControlLimits.LARGEST_BODY_BYTES),
              new RequestHandler(config.token(), api));
    }
  }
}
