package io.redisfailover.proxy.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.redisfailover.proxy.net.ListenAddress;
import io.redisfailover.proxy.net.Sockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Serves an {@link HttpService} over HTTP/1.1 within {@link HttpLimits}. Each connection is
 * answered one request at a time, in the order of its requests, and is not read meanwhile. The
 * server has a thread and buffers of its own, so that none of its clients delays or starves another
 * part of the process.
 */
public final class HttpServer implements AutoCloseable {
  private final Channel listener;
  private final EventLoopGroup loop;
  private final ByteBufAllocatorMetric buffers;
  private final ConnectionLimit connections;

  private HttpServer(
      Channel listener,
      EventLoopGroup loop,
      ByteBufAllocatorMetric buffers,
      ConnectionLimit connections) {
    this.listener = listener;
    this.loop = loop;
    this.buffers = buffers;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param address the address to bind; its section names the thread
   * @param sockets the transport
   * @param limits what clients may take
   * @param service what is served
   * @return the server, listening
   * @throws IOException when the address cannot be bound
   */
  public static HttpServer start(
      ListenAddress address, Sockets sockets, HttpLimits limits, HttpService service)
      throws IOException {
    ConnectionLimit connections = new ConnectionLimit(limits.connections());
    EventLoopGroup loop = sockets.eventLoops(address.section(), 1);
    // Counts what is in use, and keeps nothing that is not.
    UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .option(ChannelOption.SO_REUSEADDR, true)
            // Accepted sockets inherit it; once they are connected it would come too late.
            .option(ChannelOption.SO_RCVBUF, HttpLimits.SOCKET_BYTES)
            .childOption(ChannelOption.SO_SNDBUF, HttpLimits.SOCKET_BYTES)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, buffers)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(HttpLimits.READ_BYTES).maxMessagesPerRead(1))
            .childHandler(new Pipeline(limits, connections, service));
    try {
      return new HttpServer(address.bind(bootstrap, sockets), loop, buffers.metric(), connections);
    } catch (IOException unbound) {
      stop(loop);
      throw unbound;
    }
  }

  /** {@return the bound address, with the port that was taken for port 0} */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** {@return its event loop} */
  public EventLoop eventLoop() {
    return loop.next();
  }

  /** {@return the bytes of buffers that its connections have now, outside the heap and inside} */
  public long bufferBytes() {
    return buffers.usedDirectMemory() + buffers.usedHeapMemory();
  }

  /** Stops listening and closes every connection. Not to be called on an event loop. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.all().forEach(HttpConnection::end);
    stop(loop);
  }

  private static void stop(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
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
      HttpConnection connection = new HttpConnection(channel);
      if (!connections.admit(connection)) {
        connection.end();
        return;
      }
      channel.closeFuture().addListener(closed -> connections.left(connection));
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(limits.requestLineBytes())
                      .setMaxHeaderSize(limits.headerBytes())
                      .setMaxChunkSize(Math.max(1, limits.bodyBytes())),
                  HttpLimits.MOST_AHEAD),
              // Requests that have arrived in one packet wait here for their turn.
              new FlowControlHandler(),
              new RequestHandler(connection, limits, connections, service));
    }
  }
}
