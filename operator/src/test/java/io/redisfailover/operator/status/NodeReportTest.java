package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Lag;
import io.redisfailover.operator.api.v1.NodeName;
import io.redisfailover.operator.api.v1.NodeRole;
import io.redisfailover.operator.api.v1.NodeStatus;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the status says of each of the two servers. */
class NodeReportTest {
  private static final long MAX_LAG_BYTES = 1L << 20;

  @Test
  void callsTheServerActiveThatTakesTheClients() {
    assertThat(of(Given.running(), Node.MASTER).role()).isEqualTo(NodeRole.ACTIVE);
  }

  @Test
  void callsALinkedReplicaThatIsInSyncTheStandby() {
    assertThat(of(Given.running(), Node.BACKUP).role()).isEqualTo(NodeRole.STANDBY);
  }

  @Test
  void callsALinkedReplicaStaleUntilItIsInSync() {
    assertThat(backup(false, Given.linked(Given.OFFSET_BYTES)).role()).isEqualTo(NodeRole.STALE);
  }

  @Test
  void callsAReplicaStaleWhoseLinkIsDown() {
    assertThat(backup(false, Given.replica(LinkTarget.PEER, false, false, 0)).role())
        .isEqualTo(NodeRole.STALE);
  }

  @Test
  void callsAReplicaSyncingThatGetsAFullCopy() {
    assertThat(backup(false, Given.replica(LinkTarget.PEER, false, true, 0)).role())
        .isEqualTo(NodeRole.SYNCING);
  }

  @Test
  void callsAServerParkedThatFollowsNobody() {
    assertThat(backup(false, Given.replica(LinkTarget.PARKING, false, false, 0)).role())
        .isEqualTo(NodeRole.PARKED);
  }

  @Test
  void callsAReplicaOfAStrangerForeign() {
    assertThat(backup(false, Given.replica(LinkTarget.STRANGER, true, false, 0)).role())
        .isEqualTo(NodeRole.FOREIGN);
  }

  @Test
  void callsAMasterForeignWhoseDataCarryNoMarker() {
    assertThat(backup(false, Given.master(Markers.NONE)).role()).isEqualTo(NodeRole.FOREIGN);
  }

  @Test
  void callsAMasterOfAnOlderLineSuperseded() {
    Answer old = Given.master(Markers.of(new Marker(4, Node.BACKUP)));
    assertThat(backup(false, old).role()).isEqualTo(NodeRole.SUPERSEDED);
  }

  @Test
  void callsAServerUnreachableThatDoesNotAnswer() {
    assertThat(backup(false, new Answer.Refused()).role()).isEqualTo(NodeRole.UNREACHABLE);
    assertThat(backup(false, new Answer.Silent("no answer")).role())
        .isEqualTo(NodeRole.UNREACHABLE);
  }

  @Test
  void callsBothUnreachableWhileNobodyLooks() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    assertThat(of(nobody, Node.MASTER).role()).isEqualTo(NodeRole.UNREACHABLE);
    assertThat(of(nobody, Node.BACKUP).role()).isEqualTo(NodeRole.UNREACHABLE);
    assertThat(of(nobody, Node.BACKUP).message()).isNull();
  }

  @Test
  void saysHowFarAReplicaIsBehindInClasses() {
    long near = Given.OFFSET_BYTES - MAX_LAG_BYTES;
    assertThat(of(Given.running(), Node.MASTER).lag()).isNull();
    assertThat(backup(true, Given.linked(near)).lag()).isEqualTo(Lag.NONE);
    assertThat(backup(false, Given.linked(near)).lag()).isEqualTo(Lag.SMALL);
    assertThat(backup(false, Given.linked(near - 1)).lag()).isEqualTo(Lag.LARGE);
    assertThat(backup(true, Given.linked(near - 1)).lag()).isEqualTo(Lag.LARGE);
    assertThat(backup(false, new Answer.Refused()).lag()).isNull();
  }

  @Test
  void namesPodAddressAndHistory() {
    NodeStatus master = of(Given.running(), Node.MASTER);
    assertThat(master.name()).isEqualTo(NodeName.MASTER);
    assertThat(master.pod()).isEqualTo("cache-master-0");
    assertThat(master.address()).isEqualTo("10.0.0.1");
    assertThat(master.replicationId()).isEqualTo(Given.LINE.replicationId());
    assertThat(master.since()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void keepsTheTimeOfARoleThatStays() {
    StatusInput input = Given.running();
    StatusInput later = Given.anHourAfter(StatusReport.of(input, Given.CLIENTS), input);
    assertThat(of(later, Node.BACKUP).since()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void takesTheMomentAsTheTimeOfANewRole() {
    StatusInput input = Given.running();
    StatusInput gone =
        Given.with(Given.pair(Phase.DEGRADED, false, Given.active(), new Answer.Refused()));
    StatusInput later = Given.anHourAfter(StatusReport.of(input, Given.CLIENTS), gone);
    assertThat(of(later, Node.BACKUP).since()).isEqualTo("2026-01-31T13:00:00Z");
    assertThat(of(later, Node.MASTER).since()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void saysWhatIsTheMatterWithThePodFirst() {
    assertThat(message(Optional.empty())).isEqualTo("There is no pod yet.");
    assertThat(message(Optional.of(pod(true, Optional.of("CrashLoopBackOff")))))
        .isEqualTo("Its pod is being stopped.");
    assertThat(message(Optional.of(pod(false, Optional.of("CrashLoopBackOff")))))
        .isEqualTo("CrashLoopBackOff");
    assertThat(message(Optional.of(pod(false, Optional.empty())))).isEqualTo("replica, link up");
  }

  private static PodFacts pod(boolean terminating, Optional<String> trouble) {
    return new PodFacts("cache-backup-0", Optional.empty(), terminating, trouble);
  }

  private static String message(Optional<PodFacts> pod) {
    Map<Node, PodFacts> pods = pod.map(it -> Map.of(Node.BACKUP, it)).orElse(Map.of());
    return String.valueOf(of(Given.withPods(Given.running(), pods), Node.BACKUP).message());
  }

  private static NodeStatus backup(boolean inSync, Answer backup) {
    ControllerStatus pair = Given.pair(Phase.RUNNING, inSync, Given.active(), backup);
    return of(Given.with(pair), Node.BACKUP);
  }

  private static NodeStatus of(StatusInput input, Node node) {
    return new NodeReport(input, MAX_LAG_BYTES).of(node);
  }
}
