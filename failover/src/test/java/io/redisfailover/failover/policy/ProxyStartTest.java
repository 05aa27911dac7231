package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.proxy.Routing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A proxy starts beside two servers that already run, and nobody tells it their epoch. */
class ProxyStartTest {
  private static final String HISTORY = "the-epochs";
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));

  private final ProxyPolicy policy = new ProxyPolicy(SETTINGS);

  @Test
  void routesToThePrimaryThatItsStandbyFollows() {
    assertThat(decided(primary(HISTORY), standby(1), 200).routing())
        .isEqualTo(new Routing.To(new Epoch(1, Server.MASTER, HISTORY)));
  }

  @Test
  void holdsBesideAStandbyWithTheHistoryThatTheEpochHadBefore() {
    ProxyDecision decision = decided(primary("begun-by-a-restart"), standby(1), 200);
    assertThat(decision.routing()).isNotInstanceOf(Routing.To.class);
    assertThat(decision.why())
        .contains("Master has begun another history of its epoch; waiting for Backup to follow it");
  }

  @Test
  void holdsBesideItAlsoWhenItWasToldTheEpochWithThatHistory() {
    ProxyState told =
        ProxyState.starting(Views.START, SETTINGS)
            .pushed(1, new Epoch(1, Server.MASTER, HISTORY), Views.START);
    assertThat(decided(told, primary("begun-by-a-restart"), standby(1), 200).routing())
        .isNotInstanceOf(Routing.To.class);
  }

  @Test
  void trustsSuchAPrimaryWhenItsStandbyHasNotFollowedForLong() {
    assertThat(decided(primary("begun-by-a-restart"), standby(1), 11_000).routing())
        .isInstanceOf(Routing.To.class);
  }

  @Test
  void trustsAPrimaryOfANewerEpochThanThatOfTheOtherServer() {
    assertThat(decided(primary("begun-by-an-unpark", 3), standby(1), 200).routing())
        .isInstanceOf(Routing.To.class);
  }

  private ProxyDecision decided(ServerState master, ServerState backup, long at) {
    return decided(ProxyState.starting(Views.START, SETTINGS), master, backup, at);
  }

  private ProxyDecision decided(
      ProxyState starting, ServerState master, ServerState backup, long at) {
    ProxyState state =
        starting
            .seen(result(Server.MASTER, at, master))
            .seen(result(Server.BACKUP, at + 2, backup));
    return policy.decide(state, millis(at + 5));
  }

  private static ServerState primary(String history) {
    return primary(history, 1);
  }

  private static ServerState primary(String history, long epoch) {
    return state("master-run", Views.MASTER, history, 900, epoch, 5);
  }

  private static ServerState standby(long epoch) {
    return state("backup-run", Views.LINK_DOWN, HISTORY, 900, epoch, 5);
  }
}
