package io.redisfailover.proxy.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket classes of a transport.
 *
 * @param client class of dialled sockets
 * @param server class of listening sockets
 * @param domain class of listening Unix sockets, with their addresses
 * @param handlers the I/O that drives them
 */
public record Sockets(
    Class<? extends SocketChannel> client,
    Class<? extends ServerSocketChannel> server,
    Domain domain,
    IoHandlerFactory handlers) {
  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  /**
   * Listening Unix sockets.
   *
   * @param server their class
   * @param addresses makes an address of a path
   */
  public record Domain(
      Class<? extends ServerChannel> server, Function<Path, SocketAddress> addresses) {}

  /**
   * {@return the sockets of {@code transport}}
   *
   * @throws IllegalStateException when {@code transport} is EPOLL and the system has none
   */
  public static Sockets of(Transport transport) {
    return switch (transport) {
      case AUTO -> Epoll.isAvailable() ? epoll() : nio();
      case EPOLL -> {
        if (!Epoll.isAvailable()) {
          throw new IllegalStateException(
              "epoll is not available on this system; use transport AUTO or NIO",
              Epoll.unavailabilityCause());
        }
        yield epoll();
      }
      case NIO -> nio();
    };
  }

  /**
   * {@return {@code threads} event loops}
   *
   * @param name the beginning of the threads' names
   */
  public MultiThreadIoEventLoopGroup eventLoops(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
  }

  /**
   * {@return what makes sockets that listen on an address} One for an IPv4 address is an IPv4
   * socket: {@code 0.0.0.0} is every IPv4 address and no IPv6 one. {@code ::} is every address.
   */
  ChannelFactory<ServerSocketChannel> listeners(InetAddress address) {
    boolean ipv4 = address instanceof Inet4Address;
    if (EpollServerSocketChannel.class.isAssignableFrom(server)) {
      return ipv4
          ? () -> new EpollServerSocketChannel(SocketProtocolFamily.INET)
          : EpollServerSocketChannel::new;
    }
    return ipv4
        ? () -> new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET)
        : NioServerSocketChannel::new;
  }

  /**
   * Closes a channel without waiting for it. A channel that has no event loop has no descriptor
   * either, for want of which it failed: there is nothing to close, and trying to would throw.
   */
  public static void close(Channel channel) {
    if (channel.isRegistered()) {
      var unused = channel.close();
    }
  }

  /**
   * Dials. A channel that gets no file descriptor fails on a thread of Netty's own; whatever
   * happens, the caller learns of it on its event loop.
   *
   * @param bootstrap a client that lacks only the address
   * @param address the address
   * @param loop the event loop of the caller
   * @param ended takes the dial on that loop, when it has succeeded or failed
   * @return the channel, which is not connected yet
   */
  public static Channel dial(
      Bootstrap bootstrap, SocketAddress address, EventLoop loop, Consumer<ChannelFuture> ended) {
    ChannelFuture dial = bootstrap.connect(address);
    dial.addListener(done -> {
      if (loop.inEventLoop()) {
        ended.accept(dial);
      } else {
        loop.execute(() -> ended.accept(dial));
      }
    });
    return dial.channel();
  }

  /**
   * Resets a connection without waiting for it: what it was sent and has not taken is dropped, so
   * that the kernel keeps nothing of it.
   */
  public static void abort(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException closed) {
      LOG.debug("A connection was closed before it was reset", closed);
    }
    close(channel);
  }

  /**
   * Closes a channel when everything written to it has been sent.
   *
   * @param limit the time after which it is closed anyway
   */
  public static void closeWhenWritten(Channel channel, Duration limit) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    var late =
        channel.eventLoop().schedule(() -> close(channel), limit.toMillis(), TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> late.cancel(false));
  }

  private static Sockets epoll() {
    return new Sockets(
        EpollSocketChannel.class,
        EpollServerSocketChannel.class,
        new Domain(
            EpollServerDomainSocketChannel.class, path -> new DomainSocketAddress(path.toFile())),
        EpollIoHandler.newFactory());
  }

  private static Sockets nio() {
    return new Sockets(
        NioSocketChannel.class,
        NioServerSocketChannel.class,
        new Domain(NioServerDomainSocketChannel.class, UnixDomainSocketAddress::of),
        NioIoHandler.newFactory());
  }

  /** {@return whether the kernel has IPv6} */
  static boolean hasIpv6() {
    try {
      java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.INET6).close();
      return true;
    } catch (IOException | UnsupportedOperationException without) {
      return false;
    }
  }
}
