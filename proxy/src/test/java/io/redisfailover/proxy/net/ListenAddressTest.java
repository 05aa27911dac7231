package io.redisfailover.proxy.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenAddressTest {
  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void saysWhatToDoWhenItsPortIsTaken(Transport transport) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      assertThatThrownBy(() -> bind(transport, new ListenAddress("listen", address)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "listen: cannot bind 127.0.0.1:%d (Address already in use); stop the other process,"
                  + " or set listen.port.",
              taken.getLocalPort());
    }
  }

  /** The address is one of those that are set aside for documents. */
  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void saysWhatToDoWhenItsAddressIsOfAnotherMachine(Transport transport) {
    InetSocketAddress address = new InetSocketAddress("192.0.2.1", 6379);
    assertThatThrownBy(() -> bind(transport, new ListenAddress("stats", address)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "stats: cannot bind 192.0.2.1:6379 (Cannot assign requested address); set"
                + " stats.address and stats.port.");
  }

  private static Channel bind(Transport transport, ListenAddress address) throws IOException {
    Sockets sockets = Sockets.of(transport);
    EventLoopGroup loops = sockets.eventLoops("test", 1);
    try {
      return address.bind(
          new ServerBootstrap()
              .group(loops)
              .channel(sockets.server())
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {}
                  }));
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
