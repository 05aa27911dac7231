package io.redisfailover.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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

  /** As HAProxy binds them. */
  @ParameterizedTest
  @EnumSource(names = {"AUTO", "NIO"})
  void takesEveryAddressOfIpv4AndNoneOfIpv6(Transport transport) throws IOException {
    assumeThat(hasIpv6()).isTrue();
    try (Listener any = new Listener(transport, "0.0.0.0")) {
      assertThat(any.isReachedAt("127.0.0.1")).isTrue();
      assertThat(any.isReachedAt("::1")).isFalse();
    }
    try (Listener all = new Listener(transport, "::")) {
      assertThat(all.isReachedAt("127.0.0.1")).isTrue();
      assertThat(all.isReachedAt("::1")).isTrue();
    }
  }

  @Test
  void findsEachAddressThatIsTakenBeforeAnythingListens() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ListenAddress free = new ListenAddress("listen", new InetSocketAddress(loopback, 0));
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      InetSocketAddress address = new InetSocketAddress(loopback, taken.getLocalPort());
      assertThatThrownBy(
              () -> ListenAddress.requireFree(List.of(free, new ListenAddress("stats", address))))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("stats: cannot bind 127.0.0.1:" + taken.getLocalPort());
    }
    ListenAddress.requireFree(List.of(free, free));
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getAllByName("::1")[0])) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  /** Something that listens. */
  private static final class Listener implements AutoCloseable {
    private final Sockets sockets;
    private final EventLoopGroup loops;
    private final Channel channel;

    Listener(Transport transport, String address) throws IOException {
      sockets = Sockets.of(transport);
      loops = sockets.eventLoops("test", 1);
      channel =
          new ListenAddress("listen", new InetSocketAddress(address, 0))
              .bind(server(loops), sockets);
    }

    boolean isReachedAt(String host) {
      int port = ((InetSocketAddress) channel.localAddress()).getPort();
      try (Socket client = new Socket()) {
        client.connect(new InetSocketAddress(host, port), 5_000);
        return true;
      } catch (IOException refused) {
        return false;
      }
    }

    @Override
    public void close() {
      channel.close().awaitUninterruptibly();
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  private static ServerBootstrap server(EventLoopGroup loops) {
    return new ServerBootstrap()
        .group(loops)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {}
            });
  }

  private static Channel bind(Transport transport, ListenAddress address) throws IOException {
    Sockets sockets = Sockets.of(transport);
    EventLoopGroup loops = sockets.eventLoops("test", 1);
    try {
      return address.bind(server(loops), sockets);
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
