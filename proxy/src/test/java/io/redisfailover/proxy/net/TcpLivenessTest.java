package io.redisfailover.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel of this machine says of the timers of real sockets. */
class TcpLivenessTest {
  private static final Liveness TWO_MINUTES = new Liveness(Duration.ofMinutes(2), Duration.ZERO);

  /**
   * The keep-alive timers of the two ends of one connection, in hundredths of a second; absent
   * where none runs.
   */
  private record Timers(OptionalLong accepted, OptionalLong dialled) {}

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EPOLL", "NIO"})
  void asksASilentPeerAfterTheTimeThatIsSetOnBothSides(Transport transport) throws Exception {
    Timers timers = timers(transport, TWO_MINUTES);
    isAboutTwoMinutes(timers.accepted());
    isAboutTwoMinutes(timers.dialled());
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EPOLL", "NIO"})
  void asksNobodyWhereThatIsNotWanted(Transport transport) throws Exception {
    Timers timers = timers(transport, new Liveness(Duration.ZERO, Duration.ZERO));
    assertThat(timers.accepted()).isEmpty();
    assertThat(timers.dialled()).isEmpty();
  }

  @Test
  void isAsRedisItselfByDefault() {
    assertThat(Liveness.DEFAULT.keepAlive()).hasSeconds(300);
  }

  @Test
  void refusesATimeThatTheKernelDoesNotTake() {
    assertThatThrownBy(() -> new Liveness(Duration.ofHours(10), Duration.ZERO))
        .hasMessage("keepAlive is PT10H, use 0 to PT9H");
  }

  private static void isAboutTwoMinutes(OptionalLong hundredths) {
    assertThat(hundredths).isPresent();
    assertThat(hundredths.getAsLong()).isBetween(9_000L, 12_000L);
  }

  private static Timers timers(Transport transport, Liveness liveness) throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "timers of sockets can be read on Linux");
    Sockets sockets = Sockets.of(transport);
    EventLoopGroup group = sockets.eventLoops("liveness", 1);
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    try {
      ServerBootstrap server =
          new ServerBootstrap()
              .group(group)
              .channel(sockets.server())
              .childHandler(taking(accepted));
      TcpLiveness.accepting(server, sockets, liveness);
      Channel listener =
          server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
      Bootstrap client =
          new Bootstrap()
              .group(group)
              .channel(sockets.client())
              .handler(taking(new CompletableFuture<>()));
      Channel dialled =
          TcpLiveness.dialling(client, sockets, liveness)
              .connect(listener.localAddress())
              .sync()
              .channel();
      accepted.get();
      int here = ((InetSocketAddress) listener.localAddress()).getPort();
      int there = ((InetSocketAddress) dialled.localAddress()).getPort();
      return new Timers(timer(here, there), timer(there, here));
    } finally {
      group.shutdownGracefully().sync();
    }
  }

  private static ChannelInitializer<Channel> taking(CompletableFuture<Channel> future) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        future.complete(channel);
      }
    };
  }

  /** The timer of the connection between two ports; kind 02 is that of keep-alive. */
  private static OptionalLong timer(int local, int remote) throws IOException {
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String row : Files.readAllLines(Path.of(table))) {
        String[] columns = row.strip().split(" +", -1);
        if (columns[1].endsWith(":%04X".formatted(local))
            && columns[2].endsWith(":%04X".formatted(remote))) {
          String[] timer = columns[5].split(":", -1);
          return timer[0].equals("02")
              ? OptionalLong.of(Long.parseLong(timer[1], 16))
              : OptionalLong.empty();
        }
      }
    }
    throw new AssertionError("no connection from " + local + " to " + remote);
  }
}
