package io.redisfailover.proxy.stats;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.redisfailover.proxy.config.StatisticsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Serves the statistics page, CSV, JSON, metrics and health over HTTP. Has one thread of its own,
 * so that a page never stands in the way of a client's bytes.
 */
public final class StatisticsServer implements AutoCloseable {
  private static final int MAX_REQUEST_LINE_BYTES = 4096;
  private static final int MAX_HEAD_BYTES = 8192;
  private static final int MAX_BODY_BYTES = 4096;

  /** An idle connection is closed after this: a little longer than the page's refresh. */
  private static final int IDLE_SECONDS = 40;

  private final EventLoopGroup group;
  private final Channel listener;

  private StatisticsServer(EventLoopGroup group, Channel listener) {
    this.group = group;
    this.listener = listener;
  }

  /**
   * Starts serving.
   *
   * @param source what is shown
   * @param health what {@code /healthz} and {@code /readyz} say
   * @param settings where and to whom
   * @return the server, listening
   * @throws IOException when the address cannot be bound
   */
  public static StatisticsServer start(
      StatusSource source, HealthSource health, StatisticsSettings settings) throws IOException {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("statistics", true), NioIoHandler.newFactory());
    StatisticsHandler handler =
        new StatisticsHandler(new StatisticsRoutes(source, health, settings));
    ConnectionLimit limit = new ConnectionLimit(settings.maxConnections());
    var bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(limit)
                        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                        .addLast(
                            new HttpServerCodec(
                                MAX_REQUEST_LINE_BYTES, MAX_HEAD_BYTES, MAX_BODY_BYTES))
                        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                        .addLast(handler);
                  }
                })
            .bind(settings.address())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      stop(group);
      throw new IOException("cannot serve statistics on " + settings.address(), bound.cause());
    }
    return new StatisticsServer(group, bound.channel());
  }

  /** {@return where it listens, with the port that was taken when 0 was asked for} */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    stop(group);
  }

  private static void stop(EventLoopGroup group) {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
