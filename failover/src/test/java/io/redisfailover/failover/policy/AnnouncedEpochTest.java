package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.SyncEvidence;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.proxy.Routing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The controller parked Master, promoted Backup and told so: what the proxy knows of Backup from
 * before says nothing any more.
 */
class AnnouncedEpochTest {
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final String HISTORY = "the-epochs";
  private static final String NEXT = "begun-by-backup";

  private final ProxyPolicy policy = new ProxyPolicy(SETTINGS);
  private ProxyState proxy = ProxyState.starting(Views.START, SETTINGS);

  @Test
  void nothingIsPromotedBeforeTheNewActiveServerWasAsked() {
    switchOver();
    assertThat(decided(402).order()).isEmpty();
    assertThat(decided(402).routing()).isInstanceOf(Routing.Held.class);
    assertThat(decided(402).why()).endsWith("the answer of Backup is awaited");

    probed(result(Server.BACKUP, 399, standby()));
    assertThat(decided(403).order()).as("it was asked before").isEmpty();

    probed(result(Server.BACKUP, 403, state("backup-run", Views.MASTER, NEXT, 900, 4, 0)));
    assertThat(decided(405).order()).isEmpty();
    assertThat(decided(405).routing()).isEqualTo(new Routing.To(new Epoch(4, Server.BACKUP, NEXT)));
  }

  @Test
  void aServerThatIsStillTheStandbyIsPromoted() {
    switchOver();
    probed(result(Server.BACKUP, 403, standby()));
    assertThat(decided(405).order())
        .hasValueSatisfying(
            order -> assertThat(order.command()).isInstanceOf(Command.Promote.class));
  }

  /** Who has just started would finish the switchover by its word, while it may be taken back. */
  @Test
  void aPreparedProxyTellsNobodyWhatItHasSeenOfTheStandby() {
    settle();
    assertThat(proxy.report(millis(399)).evidence()).isNotEqualTo(SyncEvidence.NONE);
    proxy = proxy.prepared("a1", Cause.SWITCHOVER, millis(2_400));
    assertThat(proxy.report(millis(2_399)).evidence()).isEqualTo(SyncEvidence.NONE);
    assertThat(proxy.report(millis(2_399)).epoch()).isEqualTo(proxy.epoch());
    assertThat(proxy.report(millis(2_400)).evidence()).isNotEqualTo(SyncEvidence.NONE);
  }

  /** The controller of a failover tells the proxy that alone is cut from the active server. */
  @Test
  void aProxyThatIsCutOffStaysUnready() {
    settle();
    for (long at = 400; at < 5_000; at += 100) {
      probed(result(Server.MASTER, at, new ProbeAnswer.Silent("no answer in time")));
      probed(result(Server.BACKUP, at + 5, standby()));
    }
    assertThat(decided(5_000).routing()).isEqualTo(new Routing.Held(false));

    proxy = proxy.pushed(1, new Epoch(4, Server.BACKUP, NEXT), millis(5_000));
    assertThat(decided(5_001).routing()).isEqualTo(new Routing.Held(false));
  }

  /** A controller that stood still tells what it knew; its numbers are those of its clock. */
  @Test
  void anOlderEpochThatIsToldLaterIsNoNews() {
    switchOver();
    proxy = proxy.pushed(7, new Epoch(1, Server.MASTER, HISTORY), millis(401));

    assertThat(proxy.told()).contains(new Epoch(4, Server.BACKUP, NEXT));
    assertThat(proxy.toldSequence()).isEqualTo(7);
    assertThat(decided(402).why()).endsWith("the answer of Backup is awaited");
  }

  /** It is pushed each second. */
  @Test
  void theSameEpochAgainIsNoNews() {
    switchOver();
    probed(result(Server.BACKUP, 403, standby()));
    proxy = proxy.pushed(1, new Epoch(4, Server.BACKUP, NEXT), millis(404));
    assertThat(decided(405).order()).isPresent();
  }

  private void settle() {
    for (long at = 0; at < 400; at += 100) {
      probed(result(Server.BACKUP, at, standby()));
      probed(result(Server.MASTER, at + 5, state("master-run", Views.MASTER, HISTORY, 900, 1, 0)));
    }
  }

  private void switchOver() {
    settle();
    probed(result(Server.BACKUP, 390, standby()));
    probed(result(Server.MASTER, 395, state("master-run", Views.PARKED, HISTORY, 900, 1, 0)));
    proxy = proxy.committed(new Epoch(4, Server.BACKUP, NEXT), millis(400));
  }

  private void probed(ProbeResult result) {
    proxy = policy.decide(proxy.seen(result), result.receivedAt()).next();
  }

  private ProxyDecision decided(long at) {
    return policy.decide(proxy, millis(at));
  }

  private static ServerState standby() {
    return state("backup-run", Views.LINKED, HISTORY, 900, 1, 0);
  }
}
