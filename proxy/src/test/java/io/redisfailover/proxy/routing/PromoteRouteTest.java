package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
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
      PromoteRoute.NONE.to(epoch(7, Server.MASTER), MASTER, CloseReason.SERVER_LOST).route();

  @Test
  void closesTheOldSessionsBeforeTheFirstDialOfAnotherEpoch() {
    Change change = onMaster.to(epoch(10, Server.BACKUP), BACKUP, CloseReason.SERVER_LOST);
    assertThat(change.steps())
        .containsExactly(
            FREEZE,
            new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST),
            new RelayStep.Open(new DialTarget(2, Server.BACKUP, BACKUP)));
  }

  @Test
  void freezesSessionsWhileTheRouteIsInDoubtAndOnlyOnce() {
    Change held = onMaster.hold();
    assertThat(held.steps()).containsExactly(FREEZE);
    assertThat(held.route().hold().steps()).isEmpty();
  }

  @Test
  void keepsSessionsWhenTheDoubtIsOverAndTheEpochContinues() {
    Change back =
        onMaster.hold().route().to(epoch(7, Server.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps())
        .containsExactly(new RelayStep.Open(new DialTarget(1, Server.MASTER, MASTER)));
  }

  @Test
  void keepsSessionsWhenASwitchoverWasAbortedAndTheEpochRenewedInPlace() {
    Change back =
        onMaster.hold().route().to(epoch(9, Server.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps())
        .containsExactly(new RelayStep.Open(new DialTarget(1, Server.MASTER, MASTER)));
  }

  @Test
  void closesSessionsWhenTheSameServerIsBackAfterAnotherHadBeenActive() {
    Change back =
        onMaster.hold().route().to(epoch(13, Server.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps()).contains(new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST));
  }

  @Test
  void closesSessionsWhenTheServerIsElsewhere() {
    Change moved = onMaster.to(epoch(7, Server.MASTER), loopback(6003), CloseReason.SERVER_LOST);
    assertThat(moved.steps()).contains(new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST));
  }

  @Test
  void asksNothingWhenNothingChanges() {
    assertThat(onMaster.to(epoch(7, Server.MASTER), MASTER, CloseReason.SERVER_LOST).steps())
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
        onMaster
            .quiesce(LIMIT)
            .route()
            .to(epoch(7, Server.MASTER), MASTER, CloseReason.SERVER_LOST);
    assertThat(back.steps())
        .containsExactly(new RelayStep.Open(new DialTarget(1, Server.MASTER, MASTER)));
  }

  private static Epoch epoch(long number, Server server) {
    return new Epoch(number, server, "0123456789012345678901234567890123456789");
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
