package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import io.redisfailover.proxy.routing.PromoteRoute.Change;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PromoteRouteTest {
  private static final InetSocketAddress MASTER = loopback(6001);
  private static final InetSocketAddress BACKUP = loopback(6002);
  private static final Duration LIMIT = Duration.ofMillis(150);
  private static final RelayStep FREEZE = new RelayStep.Hold(Relay.Existing.FROZEN);

  private final PromoteRoute onMaster =
      PromoteRoute.NONE.to(line(7, Node.MASTER), MASTER, CloseReason.SERVER_LOST).route();

  @Test
  void closesTheOldSessionsBeforeTheFirstDialOfAnotherLine() {
    Change change = onMaster.to(line(10, Node.BACKUP), BACKUP, CloseReason.SERVER_LOST);
    assertThat(change.steps())
        .containsExactly(
            FREEZE,
            new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST),
            new RelayStep.Open(new Target(2, Node.BACKUP, BACKUP)));
  }

  @Test
  void freezesSessionsWhileTheRouteIsInDoubtAndOnlyOnce() {
    Change held = onMaster.hold();
    assertThat(held.steps()).containsExactly(FREEZE);
    assertThat(held.route().hold().steps()).isEmpty();
  }

  @Test
  void keepsSessionsWhenTheDoubtIsOverAndTheLineGoesOn() {
    Change back = onMaster.hold().route().to(line(7, Node.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps())
        .containsExactly(new RelayStep.Open(new Target(1, Node.MASTER, MASTER)));
  }

  @Test
  void keepsSessionsWhenASwitchWasGivenUpAndTheLineRenewedInPlace() {
    Change back = onMaster.hold().route().to(line(9, Node.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps())
        .containsExactly(new RelayStep.Open(new Target(1, Node.MASTER, MASTER)));
  }

  @Test
  void closesSessionsWhenTheSameServerIsBackAfterAnotherHadBeenActive() {
    Change back =
        onMaster.hold().route().to(line(13, Node.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps()).contains(new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST));
  }

  @Test
  void closesSessionsWhenTheServerIsElsewhere() {
    Change moved = onMaster.to(line(7, Node.MASTER), loopback(6003), CloseReason.SERVER_LOST);
    assertThat(moved.steps()).contains(new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST));
  }

  @Test
  void asksNothingWhenNothingChanges() {
    assertThat(onMaster.to(line(7, Node.MASTER), MASTER, CloseReason.SERVER_LOST).steps())
        .isEmpty();
  }

  @Test
  void holdsThroughAQuiesceAndDoesNotFreezeAgain() {
    Change quiesced = onMaster.quiesce(LIMIT);
    assertThat(quiesced.steps()).containsExactly(new RelayStep.Quiesce(LIMIT));
    assertThat(quiesced.route().open()).isFalse();
    assertThat(quiesced.route().hold().steps()).isEmpty();
  }

  @Test
  void opensAgainForTheSameSessionsWhenAQuiesceWasGivenUp() {
    Change back =
        onMaster.quiesce(LIMIT).route().to(line(7, Node.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps())
        .containsExactly(new RelayStep.Open(new Target(1, Node.MASTER, MASTER)));
  }

  private static Line line(long number, Node node) {
    return new Line(number, node, "0123456789012345678901234567890123456789");
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
