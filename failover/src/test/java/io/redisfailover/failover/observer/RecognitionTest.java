package io.redisfailover.failover.observer;

import static io.redisfailover.failover.policy.Views.START;
import static io.redisfailover.failover.policy.Views.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A replica follows an address that nobody knows. */
class RecognitionTest {
  private static final Endpoint UNKNOWN = new Endpoint("172.18.0.2", 7001);
  private static final String HISTORY = "a".repeat(40);
  private static final int PORT = 6380;

  private final ObserverMemory starting =
      ObserverMemory.starting(
              START, new ObserverMemory.Detection(Duration.ofMillis(1500), Guards.ALL))
          .adopt(new Epoch(1, Server.MASTER, HISTORY), Optional.empty(), START);

  @Test
  void aReplicaInTheHistoryOfAPrimaryThatFeedsItIsItsReplicaWhoeverWasProbedFirst() {
    ServerState replica = replica(true, false, HISTORY);
    ServerState primary = primary(HISTORY, PORT);
    for (ObserverMemory seen :
        new ObserverMemory[] {
          starting.seen(result(Server.MASTER, 0, primary)).seen(result(Server.BACKUP, 1, replica)),
          starting.seen(result(Server.BACKUP, 0, replica)).seen(result(Server.MASTER, 1, primary))
        }) {
      assertThat(seen.backup().state())
          .hasValueSatisfying(it -> assertThat(it.followsPeer()).isTrue());
      assertThat(seen.recognizedAddress(Server.BACKUP)).contains(UNKNOWN);
    }
  }

  @Test
  void itsLinkIsSyncEvidenceLikeAnyOther() {
    ObserverMemory seen = starting;
    for (long i = 0; i < 3; i++) {
      seen =
          seen.seen(result(Server.MASTER, i * 100, primary(HISTORY, PORT)))
              .seen(result(Server.BACKUP, i * 100 + 50, replica(true, false, HISTORY)));
    }
    assertThat(seen.isStandbyInSync()).isTrue();
  }

  @Test
  void aReplicaOfAnotherHistoryIsOneOfAForeignServer() {
    assertForeign(replica(true, false, "b".repeat(40)), primary(HISTORY, PORT));
  }

  @Test
  void aReplicaThatThePrimaryDoesNotFeedFollowsAnotherCopyOfItsData() {
    assertForeign(replica(true, false, HISTORY), primary(HISTORY, PORT + 1));
    assertForeign(replica(true, false, HISTORY), primary(HISTORY));
  }

  @Test
  void aReplicaWithoutALinkOrInAFullSyncShowsNothing() {
    assertForeign(replica(false, false, HISTORY), primary(HISTORY, PORT));
    assertForeign(replica(true, true, HISTORY), primary(HISTORY, PORT));
  }

  @Test
  void aReplicaWhosePrimaryCannotBeAskedShowsNothing() {
    ObserverMemory seen =
        starting
            .seen(result(Server.MASTER, 0, new ProbeAnswer.Silent("no answer")))
            .seen(result(Server.BACKUP, 1, replica(true, false, HISTORY)));
    assertThat(seen.backup().state().orElseThrow().followsForeign()).isTrue();
    assertThat(seen.recognizedAddress(Server.BACKUP)).isEmpty();
  }

  @Test
  void aReplicaBesideAnotherReplicaShowsNothing() {
    assertForeign(replica(true, false, HISTORY), replica(true, false, HISTORY));
  }

  private void assertForeign(ServerState backup, ServerState master) {
    ObserverMemory seen =
        starting.seen(result(Server.BACKUP, 0, backup)).seen(result(Server.MASTER, 1, master));
    assertThat(seen.backup().state().orElseThrow().followsForeign()).isTrue();
    assertThat(seen.recognizedAddress(Server.BACKUP)).isEmpty();
  }

  private static ServerState replica(boolean linkUp, boolean syncing, String history) {
    ServerState.Role role =
        new ServerState.Replica(LinkTarget.FOREIGN, linkUp, syncing, 0, Optional.of(UNKNOWN));
    return state("backup", role, history, new ServerState.Ports(PORT, Set.of()));
  }

  private static ServerState primary(String history, Integer... replicas) {
    return state(
        "master",
        new ServerState.Primary(),
        history,
        new ServerState.Ports(PORT, Set.of(replicas)));
  }

  private static ServerState state(
      String runId, ServerState.Role role, String history, ServerState.Ports ports) {
    return new ServerState(
        runId,
        role,
        history,
        100,
        Optional.empty(),
        -1,
        Markers.NONE,
        true,
        3,
        ports.replicas().size(),
        1,
        Optional.empty(),
        ServerState.UNKNOWN,
        ports);
  }
}
