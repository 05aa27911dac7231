package io.redisfailover.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckWarmUpTest {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private final Supervised part = supervisor.add("a rehearsal", Weight.MINOR, Duration.ofHours(1));
  private MultiThreadIoEventLoopGroup group = loops(Sockets.of(Transport.NIO));

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** What a first check needs, it has then used: each verdict of a connected server was reached. */
  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"NIO", "AUTO"})
  void reachesEveryKindOfVerdictAgainstAServerOfThisProcess(Transport transport) {
    Sockets sockets = Sockets.of(transport);
    stop();
    group = loops(sockets);
    List<CheckResult> results = rehearsed(sockets);
    assertThat(results)
        .extracting(CheckResult::status)
        .contains(CheckStatus.L7OK, CheckStatus.L7RSP, CheckStatus.L7TOUT);
    assertThat(results)
        .filteredOn(result -> result.status() == CheckStatus.L7OK)
        .extracting(CheckResult::detail)
        .containsOnly("rehearsal: +PONG");
    assertThat(supervisor.report().defects()).isZero();
  }

  @Test
  void endsAtItsLimitWhateverHappens() {
    Sockets nio = Sockets.of(Transport.NIO);
    // An interface: no socket can be made of it.
    Sockets broken =
        new Sockets(nio.client(), ServerSocketChannel.class, nio.domain(), nio.handlers());
    assertThat(rehearsed(broken)).isEmpty();
  }

  private List<CheckResult> rehearsed(Sockets sockets) {
    return CheckWarmUp.play(sockets, group.next(), part).orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static MultiThreadIoEventLoopGroup loops(Sockets sockets) {
    return sockets.eventLoops("rehearsal", 1);
  }
}
