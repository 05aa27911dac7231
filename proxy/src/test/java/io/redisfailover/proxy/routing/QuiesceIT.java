package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.proxy.RedisPair;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.redis.ConnectionContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A switchover is announced, or a loop wakes, while the route is still being opened or is open. */
class QuiesceIT {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private static final Duration LONG = Duration.ofSeconds(20);

  /**
   * Sessions have 150 ms to quiesce: a look each 100 ms, as usual, would leave the test too few.
   */
  private static final Duration SOON = Duration.ofMillis(1);

  private final Sockets sockets = Sockets.of(Transport.AUTO);
  private final MultiThreadIoEventLoopGroup group = sockets.eventLoops("test", 1);

  /** A router that starts rehearses a quiesce and a hold. */
  private final LateRelay relay = LateRelay.rehearsing(2);

  @SuppressWarnings("NullAway.Init")
  private RedisPair pair;

  @SuppressWarnings("NullAway.Init")
  private AddressBook addresses;

  @SuppressWarnings("NullAway.Init")
  private PromoteRouter router;

  @BeforeEach
  void startAll() throws IOException {
    pair = RedisPair.start();
    addresses = new AddressBook(pair.endpoints(), supervisor);
    router =
        new PromoteRouter(
            FailoverSettings.DEFAULT,
            (EventLoop) group.next(),
            new ConnectionContext(
                sockets,
                addresses,
                PairSecrets.withoutLogin(RedisPair.KEYS),
                new MonotonicClock(),
                supervisor),
            relay,
            new NoSessions(),
            new TransitionLog(),
            PeerSource.NONE);
    router.start();
    await().atMost(LONG).until(() -> router.status().routing().isPresent());
    assertThat(relay.orders()).containsExactly("hold");
  }

  @AfterEach
  void stopAll() {
    router.stop();
    addresses.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    pair.close();
  }

  @Test
  void comesBehindTheStepsThatOpenTheRouteSoThatNothingOpensInTheMiddleOfASwitch() {
    CompletableFuture<ProxyRequests.Outcome> answer = prepare();
    relay.everythingTakesEffect();
    assertThat(outcome(answer)).isEqualTo(new ProxyRequests.Accepted());
    assertThat(relay.orders()).containsExactly("hold", "close", "open 1", "quiesce");
  }

  @Test
  void isRefusedInTimeAndClientsGoOnWhenTheStepsBeforeItTakeTooLong() {
    assertThat(outcome(prepare()))
        .isEqualTo(new ProxyRequests.Refused("sessions did not quiesce within 150 ms"));
    assertThat(router.status().routing()).hasValue(Server.MASTER);
    relay.everythingTakesEffect();
    assertThat(relay.orders()).containsExactly("hold", "close", "open 1", "quiesce", "open 1");
  }

  @Test
  void isNotWaitedForAnyLongerWhenTheSwitchIsGivenUp() {
    relay.everythingTakesEffect();
    CompletableFuture<ProxyRequests.Outcome> answer = prepare();
    await()
        .atMost(LONG)
        .pollInterval(SOON)
        .untilAsserted(() -> assertThat(relay.orders()).endsWith("quiesce"));
    assertThat(outcome(router.control().abort(new SwitchoverAbort("a1", Optional.empty()))))
        .isEqualTo(new ProxyRequests.Accepted());
    assertThat(relay.orders()).endsWith("quiesce", "open 1");
    assertThat(outcome(answer))
        .isEqualTo(new ProxyRequests.Refused("attempt a1 ended while sessions were quiescing"));
  }

  /** Its own probe may have been answered after the loop had woken and before the router knew. */
  @Test
  void aLoopThatHoldsByItselfIsOpenedAnewWhenTheActiveServerHasAnswered() {
    relay.everythingTakesEffect();
    relay.stoodStill(Instant.EPOCH);
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          relay.everythingTakesEffect();
          assertThat(relay.orders()).endsWith("open 1", "hold", "open 1");
        });
    assertThat(router.status().routing()).hasValue(Server.MASTER);
  }

  /**
   * Announces a switchover; when it returns, the router has taken it in. A busy machine lets a
   * server answer too late for one, which is refused at once: it is announced anew.
   */
  private CompletableFuture<ProxyRequests.Outcome> prepare() {
    AtomicReference<CompletableFuture<ProxyRequests.Outcome>> answer =
        new AtomicReference<>(announce());
    await()
        .atMost(LONG)
        .pollInterval(SOON)
        .until(() -> {
          if (router.status().attempt().isPresent()) {
            return true;
          }
          Optional<String> refusal = refusal(answer.get());
          if (refusal.filter(why -> !why.contains("quiesc")).isPresent()) {
            answer.set(announce());
          }
          return refusal.filter(why -> why.contains("quiesc")).isPresent();
        });
    return answer.get();
  }

  private CompletableFuture<ProxyRequests.Outcome> announce() {
    return router
        .control()
        .prepare(new SwitchoverPrepare("a1", Cause.SWITCHOVER, Duration.ofSeconds(2)))
        .toCompletableFuture();
  }

  private static Optional<String> refusal(CompletableFuture<ProxyRequests.Outcome> answer) {
    return answer.isDone() && answer.join() instanceof ProxyRequests.Refused(String why)
        ? Optional.of(why)
        : Optional.empty();
  }

  private static ProxyRequests.Outcome outcome(CompletionStage<ProxyRequests.Outcome> answer) {
    return answer.toCompletableFuture().orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
  }
}
