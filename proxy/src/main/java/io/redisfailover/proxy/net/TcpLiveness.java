package io.redisfailover.proxy.net;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.util.ArrayList;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/** Sets what {@link Liveness} says on sockets. */
public final class TcpLiveness {
  /** Redis asks three times, too. */
  private static final int PROBES = 3;

  private static final int SOL_SOCKET = 1;
  private static final int IPPROTO_TCP = 6;

  /**
   * One option by its number in Linux, with its value. A listening socket hands it on to what it
   * accepts, so that an accepted one costs no call.
   */
  private record Raw(IntegerUnixChannelOption option, int value) {
    Raw(String name, int level, int number, int value) {
      this(new IntegerUnixChannelOption(name, level, number), value);
    }
  }

  private TcpLiveness() {}

  /** Sets it on the sockets that a listener accepts. */
  public static void accepting(ServerBootstrap bootstrap, Sockets sockets, Liveness liveness) {
    if (EpollServerSocketChannel.class.isAssignableFrom(sockets.server())) {
      raw(liveness).forEach(raw -> bootstrap.option(raw.option(), raw.value()));
    } else if (!liveness.keepAlive().isZero()) {
      bootstrap
          .childOption(ChannelOption.SO_KEEPALIVE, true)
          .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), first(liveness))
          .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), next(liveness))
          .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
    }
  }

  /** Sets it on the sockets that are dialled. */
  public static <B extends AbstractBootstrap<B, C>, C extends Channel> B dialling(
      B bootstrap, Sockets sockets, Liveness liveness) {
    if (EpollSocketChannel.class.isAssignableFrom(sockets.client())) {
      raw(liveness).forEach(raw -> bootstrap.option(raw.option(), raw.value()));
    } else if (!liveness.keepAlive().isZero()) {
      bootstrap
          .option(ChannelOption.SO_KEEPALIVE, true)
          .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), first(liveness))
          .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), next(liveness))
          .option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
    }
    return bootstrap;
  }

  private static List<Raw> raw(Liveness liveness) {
    List<Raw> options = new ArrayList<>();
    if (!liveness.keepAlive().isZero()) {
      options.add(new Raw("SO_KEEPALIVE", SOL_SOCKET, 9, 1));
      options.add(new Raw("TCP_KEEPIDLE", IPPROTO_TCP, 4, first(liveness)));
      options.add(new Raw("TCP_KEEPINTVL", IPPROTO_TCP, 5, next(liveness)));
      options.add(new Raw("TCP_KEEPCNT", IPPROTO_TCP, 6, PROBES));
    }
    if (!liveness.unacknowledged().isZero()) {
      options.add(
          new Raw(
              "TCP_USER_TIMEOUT",
              IPPROTO_TCP,
              18,
              Math.toIntExact(liveness.unacknowledged().toMillis())));
    }
    return options;
  }

  private static int first(Liveness liveness) {
    return Math.toIntExact(Math.max(1, liveness.keepAlive().toSeconds()));
  }

  private static int next(Liveness liveness) {
    return Math.max(1, first(liveness) / PROBES);
  }
}
