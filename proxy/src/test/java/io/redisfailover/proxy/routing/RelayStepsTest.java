package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RelayStepsTest {
  private static final RelayStep FREEZE = new RelayStep.Hold(Relay.Existing.FROZEN);
  private static final RelayStep CLOSE = new RelayStep.CloseBefore(2, CloseReason.SERVER_LOST);
  private static final RelayStep OPEN =
      new RelayStep.Open(
          new DialTarget(
              2, Server.BACKUP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 6002)));
  private static final RelayStep QUIESCE = new RelayStep.Quiesce(Duration.ofMillis(150));

  private final LateRelay relay = new LateRelay();
  private final RelaySteps steps = new RelaySteps(relay);

  @Test
  void beginsAStepWhenTheOneBeforeHasTakenEffect() {
    CompletableFuture<Boolean> all = outcomeOf(FREEZE, CLOSE, OPEN);
    assertThat(relay.orders()).containsExactly("hold");
    relay.takesEffect();
    assertThat(relay.orders()).containsExactly("hold", "close");
    relay.takesEffect();
    assertThat(relay.orders()).containsExactly("hold", "close", "open 2");
    assertThat(all).isNotDone();
    relay.takesEffect();
    assertThat(all).isCompletedWithValue(true);
  }

  @Test
  void quiescesBehindTheStepsThatAreUnderWay() {
    add(FREEZE, CLOSE, OPEN);
    add(QUIESCE);
    assertThat(relay.orders()).containsExactly("hold");
    relay.everythingTakesEffect();
    assertThat(relay.orders()).containsExactly("hold", "close", "open 2", "quiesce");
  }

  @Test
  void tellsThatSessionsCameToRest() {
    CompletableFuture<Boolean> quiesced = outcomeOf(QUIESCE);
    assertThat(quiesced).isNotDone();
    relay.takesEffect();
    assertThat(quiesced).isCompletedWithValue(true);
  }

  @Test
  void tellsThatSessionsDidNotComeToRestAndGoesOn() {
    CompletableFuture<Boolean> quiesced = outcomeOf(QUIESCE);
    relay.findsNoRest();
    assertThat(quiesced).isCompletedWithValue(false);
    CompletableFuture<Boolean> opened = outcomeOf(OPEN);
    assertThat(relay.orders()).containsExactly("quiesce", "open 2");
    relay.takesEffect();
    assertThat(opened).isCompletedWithValue(true);
  }

  @Test
  void doesNotWaitForARestAnyLongerWhenAStepComesBehind() {
    CompletableFuture<Boolean> quiesced = outcomeOf(QUIESCE);
    add(FREEZE);
    assertThat(quiesced).isCompletedWithValue(false);
    assertThat(relay.orders()).containsExactly("quiesce", "hold");
  }

  @Test
  void doesNotWaitForARestAtAllWhenTheNextStepIsThereBeforeTheQuiesceHasItsTurn() {
    add(FREEZE);
    CompletableFuture<Boolean> quiesced = outcomeOf(QUIESCE);
    add(CLOSE);
    assertThat(quiesced).isNotDone();
    relay.takesEffect();
    assertThat(quiesced).isCompletedWithValue(false);
    assertThat(relay.orders()).containsExactly("hold", "quiesce", "close");
  }

  @Test
  void goesOnWithTheNextStepsWhenOneFails() {
    CompletableFuture<Boolean> failed = outcomeOf(FREEZE, OPEN);
    relay.fails();
    assertThat(failed).isCompletedExceptionally();
    add(CLOSE);
    assertThat(relay.orders()).containsExactly("hold", "close");
  }

  @Test
  void waitsForARestOnWhenNoStepWasAdded() {
    CompletableFuture<Boolean> quiesced = outcomeOf(QUIESCE);
    CompletableFuture<Boolean> nothing = outcomeOf();
    assertThat(quiesced).isNotDone();
    relay.findsNoRest();
    assertThat(quiesced).isCompletedWithValue(false);
    assertThat(nothing).isCompletedWithValue(true);
  }

  private void add(RelayStep... added) {
    var unused = outcomeOf(added);
  }

  private CompletableFuture<Boolean> outcomeOf(RelayStep... added) {
    return steps.add(List.of(added), Instant.EPOCH).toCompletableFuture();
  }
}
