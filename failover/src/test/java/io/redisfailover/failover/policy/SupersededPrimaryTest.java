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

/** Master is the active server of epoch 1, and Backup is a primary beside it. */
class SupersededPrimaryTest {
  private static final FailoverSettings SETTINGS =
      new FailoverSettings(50, Duration.ofMillis(1_500));
  private static final String HISTORY = "the-epochs";

  private final ProxyPolicy policy = new ProxyPolicy(SETTINGS);
  private ProxyState proxy = ProxyState.starting(Views.START, SETTINGS);

  @Test
  void anEmptyPrimaryIsParkedOnceTheActiveServerIsSeenAfterIt() {
    adoptEpoch();
    probed(result(Server.MASTER, 300, active()));
    probed(result(Server.BACKUP, 305, promoted(0, 0)));

    assertThat(ordered(310)).as("it may have been promoted since 300").isEmpty();

    probed(result(Server.MASTER, 400, active()));
    assertThat(ordered(405)).containsInstanceOf(Command.Park.class);
  }

  /** It has no marker on Redis 6.2, and none that a process without the key believes. */
  @Test
  void theEmptyStandbyOfAPlannedRoleChangeIsNotParked() {
    adoptEpoch();
    probed(result(Server.MASTER, 300, active()));
    probed(result(Server.BACKUP, 305, promoted(0, 0)));
    probed(result(Server.MASTER, 400, state("master-run", Views.PARKED, HISTORY, 900, 1, 0)));
    probed(result(Server.BACKUP, 405, promoted(0, 0)));

    assertThat(ordered(410)).isEmpty();
  }

  @Test
  void anotherHistoryIsAnotherPrimary() {
    adoptEpoch();
    probed(result(Server.BACKUP, 300, promoted(0, 0)));
    probed(result(Server.BACKUP, 405, state("new-run", Views.MASTER, "new", 0, 0, 0)));

    probed(result(Server.MASTER, 400, active()));
    assertThat(ordered(410)).isEmpty();
    probed(result(Server.MASTER, 500, active()));
    assertThat(ordered(505)).containsInstanceOf(Command.Park.class);
  }

  @ParameterizedTest
  @CsvSource({"5, false", "0, true"})
  void onlyAnEmptyPrimaryIsSupersededWithoutAMarker(long keys, boolean parked) {
    adoptEpoch();
    probed(result(Server.BACKUP, 300, promoted(0, keys)));
    probed(result(Server.MASTER, 400, active()));

    assertThat(ordered(405).isPresent()).isEqualTo(parked);
  }

  private void adoptEpoch() {
    for (long at = 0; at < 300; at += 100) {
      probed(result(Server.BACKUP, at, state("backup-run", Views.LINKED, HISTORY, 900, 1, 0)));
      probed(result(Server.MASTER, at + 5, active()));
    }
  }

  private void probed(ProbeResult result) {
    proxy = policy.decide(proxy.seen(result), result.receivedAt()).next();
  }

  private Optional<Command> ordered(long at) {
    return policy.decide(proxy, millis(at)).order().map(order -> order.command());
  }

  private static ServerState active() {
    return state("master-run", Views.MASTER, HISTORY, 900, 1, 0);
  }

  private static ServerState promoted(long epoch, long keys) {
    return state("backup-run", Views.MASTER, "after-the-promotion", 900, epoch, keys);
  }
}
