package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.proxy.Routing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Master was silent, Backup may have been promoted, and Master answers again as if nothing had
 * happened.
 */
class UnansweredPromotionTest {
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final String HISTORY = "the-epochs";
  private static final String NEXT = "begun-by-backup";
  private static final Command PROMOTION =
      new Command.Promote(
          Server.BACKUP,
          4,
          Command.Expected.of(standby()),
          1,
          Command.Promote.Obsolete.EPOCH,
          "Master failed");

  private final ProxyPolicy policy = new ProxyPolicy(SETTINGS);

  @Test
  void nobodyIsRoutedToMasterBeforeBackupWasAskedAgain() {
    ProxyState proxy = ended(Guards.ALL, new OrderOutcome.Unknown("no answer in time"));
    assertThat(decided(proxy).routing()).isEqualTo(new Routing.Held(true));
    assertThat(decided(proxy).why())
        .isEqualTo("whether Backup was promoted is not known; its answer is awaited");

    ProxyState askedBefore = proxy.seen(result(Server.BACKUP, 1_000, standby()));
    assertThat(decided(askedBefore).routing()).isEqualTo(new Routing.Held(true));
  }

  @Test
  void whatBackupAnswersDecides() {
    ProxyState proxy = ended(Guards.ALL, new OrderOutcome.Unknown("no answer in time"));

    ProxyState obeyed = proxy.seen(result(Server.BACKUP, 1_001, successor()));
    assertThat(decided(obeyed).routing())
        .isEqualTo(new Routing.To(new Epoch(4, Server.BACKUP, NEXT)));
    ProxyState missed = proxy.seen(result(Server.BACKUP, 1_001, standby()));
    assertThat(decided(missed).routing()).isEqualTo(toMaster());
  }

  /** The process stood still before it sent the command, and then read a probe of meanwhile. */
  @Test
  void anAnswerThatIsOlderThanTheNewestProbeIsNoneYet() {
    ProxyState passedOver =
        ended(Guards.ALL, new OrderOutcome.Done(result(Server.BACKUP, 250, successor())));
    assertThat(decided(passedOver).routing()).isEqualTo(new Routing.Held(true));

    ProxyState taken =
        ended(Guards.ALL, new OrderOutcome.Done(result(Server.BACKUP, 999, successor())));
    assertThat(decided(taken).routing())
        .isEqualTo(new Routing.To(new Epoch(4, Server.BACKUP, NEXT)));
  }

  /** It may obey as soon as it goes on; but clients do not wait for ever. */
  @Test
  void anAnswerThatDoesNotComeIsAwaitedForTwoSeconds() {
    ProxyState proxy = ended(Guards.ALL, new OrderOutcome.Unknown("no answer in time"));
    List<ProbeAnswer> nothing =
        List.of(
            new ProbeAnswer.Silent("no answer in time"),
            new ProbeAnswer.Closed(true),
            new ProbeAnswer.Garbled("no reply of a Redis server"));

    for (ProbeAnswer answer : nothing) {
      ProxyState waiting = proxy.seen(result(Server.BACKUP, 1_001, answer));
      assertThat(decided(waiting).routing()).isEqualTo(new Routing.Held(true));
      ProxyState later = waiting.seen(result(Server.MASTER, 2_998, active()));
      assertThat(policy.decide(later, millis(2_999)).routing()).isEqualTo(new Routing.Held(true));
      assertThat(policy.decide(later, millis(3_000)).routing()).isEqualTo(toMaster());
    }
  }

  @Test
  void aServerThatIsDeadHasNotObeyed() {
    ProxyState proxy = ended(Guards.ALL, new OrderOutcome.Unknown("no answer in time"));

    ProxyState dead = proxy.seen(result(Server.BACKUP, 1_001, new ProbeAnswer.Refused()));
    assertThat(decided(dead).routing()).isEqualTo(toMaster());
  }

  @Test
  void aPromotionThatWasNotSentIsNotAwaited() {
    ProxyState proxy = ended(Guards.ALL, new OrderOutcome.NotSent("it is too old"));

    assertThat(decided(proxy).routing()).isEqualTo(toMaster());
  }

  @Test
  void withoutTheGuardNothingIsAwaited() {
    ProxyState proxy =
        ended(
            Guards.allBut(Guard.PROMOTION_ANSWERED), new OrderOutcome.Unknown("no answer in time"));

    assertThat(decided(proxy).routing()).isEqualTo(toMaster());
  }

  /** Its lockout may wait long for a server that goes, and clients would wait with it. */
  @Test
  void aPromotionUnderWayIsNeedlessOnceAnotherObserverWasFaster() {
    ProxyState ordering = underWay(Guards.ALL);
    ProxyDecision waiting = policy.decide(ordering, millis(410));
    assertThat(waiting.needless()).isFalse();

    ProxyState promoted = ordering.seen(result(Server.BACKUP, 420, successor()));
    ProxyDecision needless = policy.decide(promoted, millis(430));
    assertThat(needless.needless()).isTrue();
    assertThat(needless.why()).isEqualTo("Backup is a primary and carries epoch 4");
    assertThat(needless.order()).isEmpty();
    assertThat(needless.routing()).isEqualTo(waiting.routing());

    ProxyState over =
        needless.next().orderEnded(PROMOTION, new OrderOutcome.NotSent("needless"), millis(430));
    assertThat(policy.decide(over, millis(430)).routing())
        .isEqualTo(new Routing.To(new Epoch(4, Server.BACKUP, NEXT)));
  }

  private ProxyState ended(Guards guards, OrderOutcome outcome) {
    return underWay(guards)
        .orderEnded(PROMOTION, outcome, millis(1_000))
        .seen(result(Server.MASTER, 1_002, active()));
  }

  private ProxyState underWay(Guards guards) {
    ProxyState proxy = ProxyState.starting(Views.START, SETTINGS, guards);
    for (long at = 0; at < 400; at += 100) {
      proxy = probed(proxy, result(Server.BACKUP, at, standby()));
      proxy = probed(proxy, result(Server.MASTER, at + 5, active()));
    }
    return proxy.orderStarted();
  }

  private ProxyState probed(ProxyState proxy, ProbeResult result) {
    return policy.decide(proxy.seen(result), result.receivedAt()).next();
  }

  private ProxyDecision decided(ProxyState proxy) {
    return policy.decide(proxy, millis(1_010));
  }

  private static Routing toMaster() {
    return new Routing.To(new Epoch(1, Server.MASTER, HISTORY));
  }

  private static ServerState active() {
    return state("master-run", Views.MASTER, HISTORY, 900, 1, 0);
  }

  private static ServerState standby() {
    return state("backup-run", Views.LINKED, HISTORY, 900, 1, 0);
  }

  private static ServerState successor() {
    return state("backup-run", Views.MASTER, NEXT, 900, 4, 0);
  }
}
