package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.proxy.ProxyPolicy;
import io.redisfailover.failover.policy.proxy.ProxyState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An empty primary has taken Master's place, and Backup follows that address with data. */
class StrayStandbyTest {
  private static final String HISTORY = "the-epochs";
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final long REPLACED = 1_000;

  private final ProxyPolicy policy = new ProxyPolicy(SETTINGS);
  private ServerState replacement = state("another-run", Views.MASTER, "another", 0, 0, 0);

  @Test
  void aProxyPromotesTheStandbyThatIsACompleteCopy() {
    assertThat(ordered(standby(Views.LINK_DOWN, 900, 5), 50))
        .containsInstanceOf(Command.Promote.class);
  }

  @Test
  void aProxyParksTheStandbyThatItMayNotPromote() {
    Optional<Command> command = ordered(standby(Views.LINK_DOWN, 800, 5), 50);
    assertThat(command).containsInstanceOf(Command.Park.class);
    assertThat(command.orElseThrow().server()).isEqualTo(Server.BACKUP);
    assertThat(command.orElseThrow().why())
        .isEqualTo("Backup follows Master, which has no epoch and another history");
  }

  /** Its old data stays until the other data set has been received. */
  @Test
  void aProxyParksTheStandbyThatCopiesTheOtherDataSet() {
    assertThat(ordered(standby(Views.SYNCING, 900, 5), 50)).containsInstanceOf(Command.Park.class);
  }

  /** An old snapshot has the marker of the epoch as well. */
  @Test
  void aProxyParksTheStandbyThatCopiesAServerWhichRestartedByItself() {
    replacement = state("another-run", Views.MASTER, "another", 0, 1, 0);

    Optional<Command> command = ordered(standby(Views.SYNCING, 900, 5), 50);
    assertThat(command).containsInstanceOf(Command.Park.class);
    assertThat(command.orElseThrow().why())
        .isEqualTo("Backup follows Master, which restarted by itself with another history");
  }

  /** It was made active anew, and this proxy was not told yet. */
  @Test
  void aStandbyThatCopiesTheServerOfANewerEpochIsLeftAlone() {
    replacement = state("another-run", Views.MASTER, "another", 0, 3, 0);

    assertThat(
            ordered(standby(Views.SYNCING, 900, 5), 50)
                .filter(command -> !(command instanceof Command.WriteMarkers)))
        .isEmpty();
  }

  @Test
  void aStandbyWithoutDataIsLeftAlone() {
    assertThat(ordered(standby(Views.SYNCING, 900, 0), 50)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, true", "600, false"})
  void aProxyRestsOnRecentProbesOnly(long age, boolean parks) {
    assertThat(ordered(standby(Views.SYNCING, 900, 5), age).isPresent()).isEqualTo(parks);
  }

  /**
   * What the proxy orders when both servers have shown this twice, the last time {@code age} ago.
   */
  private Optional<Command> ordered(ServerState standby, long age) {
    ProxyState state = ProxyState.starting(Views.START, SETTINGS);
    for (long at = 0; at < REPLACED; at += 100) {
      state = probed(state, result(Server.BACKUP, at, standby(Views.LINKED, 900, 5)));
      state = probed(state, result(Server.MASTER, at + 5, active()));
    }
    for (long at : new long[] {REPLACED, REPLACED + 300}) {
      state = state.seen(result(Server.MASTER, at, replacement));
      state = state.seen(result(Server.BACKUP, at + 2, standby));
    }
    return policy.decide(state, millis(REPLACED + 300 + age)).order().map(order -> order.command());
  }

  private ProxyState probed(ProxyState state, ProbeResult result) {
    return policy.decide(state.seen(result), result.receivedAt()).next();
  }

  private static ServerState active() {
    return state("master-run", Views.MASTER, HISTORY, 900, 1, 5);
  }

  private static ServerState standby(ServerState.Role role, long offset, long keys) {
    return state("backup-run", role, HISTORY, offset, 1, keys);
  }
}
