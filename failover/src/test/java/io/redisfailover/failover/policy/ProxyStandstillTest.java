package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.Lull;
import io.redisfailover.failover.policy.proxy.ProxyDecision;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.failover.policy.proxy.Routing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop of the proxy stood still beside a healthy server. */
class ProxyStandstillTest {
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final ServerState MASTER = state("master-run", Views.MASTER, "id", 900, 1, 0);
  private static final ServerState BACKUP = state("backup-run", Views.LINKED, "id", 900, 1, 0);

  private final ProxyPolicy policy = new ProxyPolicy(SETTINGS);
  private ProxyState proxy = ProxyState.starting(Views.START, SETTINGS);

  @BeforeEach
  void settle() {
    for (long at = 0; at < 400; at += 100) {
      proxy = proxy.seen(result(Server.BACKUP, at, BACKUP)).seen(result(Server.MASTER, at, MASTER));
      decided(at + 10);
    }
    assertThat(decided(400).routing()).isInstanceOf(Routing.To.class);
  }

  private ProxyDecision decided(long at) {
    ProxyDecision decision = policy.decide(proxy, millis(at));
    proxy = decision.next();
    return decision;
  }

  private static Lull lull(long from, long to) {
    return new Lull(millis(from), millis(to));
  }

  @Test
  void nothingIsPassedOnUntilTheActiveServerHasAnsweredAProbeThatWasSentLater() {
    proxy = proxy.woke(millis(1_000), Optional.of(lull(500, 1_000)));
    assertThat(decided(1_000).routing()).isEqualTo(new Routing.Held(true));
    assertThat(decided(1_000).why())
        .isEqualTo("this process stood still, and the next answer of Master is awaited");

    proxy = proxy.seen(result(Server.MASTER, 999, MASTER));
    assertThat(decided(1_002).routing()).isEqualTo(new Routing.Held(true));

    proxy = proxy.seen(result(Server.MASTER, 1_001, MASTER));
    assertThat(decided(1_003).routing()).isInstanceOf(Routing.To.class);
  }

  @Test
  void theLullGoesOnOnlyFromWhenNoLoopPassesAnythingOn() {
    proxy = proxy.woke(millis(700), Optional.empty());
    decided(2_700);
    assertThat(proxy.seen().ways().own().list()).as("other loops went on").isEmpty();

    proxy = proxy.quiet(millis(600), millis(2_701));
    decided(2_702);
    assertThat(proxy.seen().ways().own().list()).as("of an earlier standstill").isEmpty();

    proxy = proxy.quiet(millis(700), millis(2_703));
    decided(2_710);
    decided(2_720);
    assertThat(proxy.seen().ways().own().list()).containsExactly(lull(2_703, 2_720));
  }

  @Test
  void theLullEndsWithTheRoute() {
    proxy = proxy.woke(millis(700), Optional.empty()).quiet(millis(700), millis(701));
    proxy = proxy.seen(result(Server.MASTER, 702, MASTER));
    assertThat(decided(705).routing()).isInstanceOf(Routing.To.class);
    decided(5_000);
    assertThat(proxy.seen().ways().own().list()).containsExactly(lull(701, 705));
  }
}
