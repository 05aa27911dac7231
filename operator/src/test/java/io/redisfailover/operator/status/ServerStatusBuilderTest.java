package io.redisfailover.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.ControllerStatus.Phase;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.Samples;
import io.redisfailover.operator.api.v1.Lag;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.ServerRole;
import io.redisfailover.operator.api.v1.ServerStatus;
import io.redisfailover.operator.observe.FileFault;
import io.redisfailover.operator.observe.PodView;
import io.redisfailover.operator.status.StatusInput.PodFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the status says of each of the two servers. */
class ServerStatusBuilderTest {
  private static final long MAX_LAG_BYTES = 1L << 20;

  @Test
  void callsTheServerActiveThatTakesTheClients() {
    assertThat(of(Given.running(), Server.MASTER).role()).isEqualTo(ServerRole.ACTIVE);
  }

  @Test
  void saysWhereItsPodRuns() {
    ServerStatus backup = of(Given.running(), Server.BACKUP);
    assertThat(backup.node()).isEqualTo("node-of-cache-backup-0");
    assertThat(backup.zone()).isEqualTo("zone-of-cache-backup-0");
  }

  @Test
  void callsALinkedReplicaThatIsInSyncTheStandby() {
    assertThat(of(Given.running(), Server.BACKUP).role()).isEqualTo(ServerRole.STANDBY);
  }

  @Test
  void callsALinkedReplicaStaleUntilItIsInSync() {
    assertThat(backup(false, Given.linked(Given.OFFSET_BYTES)).role()).isEqualTo(ServerRole.STALE);
  }

  @Test
  void callsAReplicaStaleWhoseLinkIsDown() {
    assertThat(backup(false, Given.replica(LinkTarget.PEER, false, false, 0)).role())
        .isEqualTo(ServerRole.STALE);
  }

  @Test
  void callsAReplicaSyncingThatGetsAFullCopy() {
    assertThat(backup(false, Given.replica(LinkTarget.PEER, false, true, 0)).role())
        .isEqualTo(ServerRole.SYNCING);
  }

  @Test
  void callsAServerParkedThatFollowsNobody() {
    assertThat(backup(false, Given.replica(LinkTarget.PARKING, false, false, 0)).role())
        .isEqualTo(ServerRole.PARKED);
  }

  @Test
  void callsAReplicaOfAStrangerForeign() {
    assertThat(backup(false, Given.replica(LinkTarget.FOREIGN, true, false, 0)).role())
        .isEqualTo(ServerRole.FOREIGN);
  }

  @Test
  void callsAMasterForeignWhoseDataCarryNoMarker() {
    assertThat(backup(false, Given.master(Markers.NONE)).role()).isEqualTo(ServerRole.FOREIGN);
  }

  @Test
  void callsAPrimaryOfAnOlderEpochSuperseded() {
    ProbeAnswer old = Given.master(Markers.of(new Marker(4, Server.BACKUP), "old"));
    assertThat(backup(false, old).role()).isEqualTo(ServerRole.SUPERSEDED);
  }

  @Test
  void callsAServerUnreachableThatDoesNotAnswer() {
    assertThat(backup(false, new ProbeAnswer.Refused()).role()).isEqualTo(ServerRole.UNREACHABLE);
    assertThat(backup(false, new ProbeAnswer.Silent("no answer")).role())
        .isEqualTo(ServerRole.UNREACHABLE);
  }

  @Test
  void callsBothUnreachableWhileNobodyLooks() {
    StatusInput nobody = Given.input(Samples.withSpec("{}"), Optional.empty());
    assertThat(of(nobody, Server.MASTER).role()).isEqualTo(ServerRole.UNREACHABLE);
    assertThat(of(nobody, Server.BACKUP).role()).isEqualTo(ServerRole.UNREACHABLE);
    assertThat(of(nobody, Server.BACKUP).message()).isNull();
  }

  @Test
  void saysHowFarAReplicaIsBehindInClasses() {
    long near = Given.OFFSET_BYTES - MAX_LAG_BYTES;
    assertThat(of(Given.running(), Server.MASTER).lag()).isNull();
    assertThat(backup(true, Given.linked(near)).lag()).isEqualTo(Lag.NONE);
    assertThat(backup(false, Given.linked(near)).lag()).isEqualTo(Lag.SMALL);
    assertThat(backup(false, Given.linked(near - 1)).lag()).isEqualTo(Lag.LARGE);
    assertThat(backup(true, Given.linked(near - 1)).lag()).isEqualTo(Lag.LARGE);
    assertThat(backup(false, new ProbeAnswer.Refused()).lag()).isNull();
  }

  @Test
  void namesPodAddressAndHistory() {
    ServerStatus master = of(Given.running(), Server.MASTER);
    assertThat(master.name()).isEqualTo(ServerName.MASTER);
    assertThat(master.pod()).isEqualTo("cache-master-0");
    assertThat(master.address()).isEqualTo("10.0.0.1");
    assertThat(master.replicationId()).isEqualTo(Given.EPOCH.replicationId());
    assertThat(master.since()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void namesTheVersionThatTheServerToldLast() {
    assertThat(of(Given.running(), Server.MASTER).version()).isEqualTo("Redis 8.0.2");
    assertThat(of(Given.running(), Server.BACKUP).version()).isNull();
  }

  /** Another status would be a write at every start of an operator. */
  @Test
  void keepsTheVersionUntilANewControllerHasReadItAgain() {
    StatusInput restarted = Given.input(Samples.withSpec("{}"), Optional.empty());
    StatusInput later =
        Given.anHourAfter(StatusBuilder.of(Given.running(), Given.CLIENTS), restarted);
    assertThat(of(later, Server.MASTER).version()).isEqualTo("Redis 8.0.2");
  }

  @Test
  void keepsTheTimeOfARoleThatStays() {
    StatusInput input = Given.running();
    StatusInput later = Given.anHourAfter(StatusBuilder.of(input, Given.CLIENTS), input);
    assertThat(of(later, Server.BACKUP).since()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void takesTheMomentAsTheTimeOfANewRole() {
    StatusInput input = Given.running();
    StatusInput gone =
        Given.with(
            Given.controller(Phase.DEGRADED, false, Given.active(), new ProbeAnswer.Refused()));
    StatusInput later = Given.anHourAfter(StatusBuilder.of(input, Given.CLIENTS), gone);
    assertThat(of(later, Server.BACKUP).since()).isEqualTo("2026-01-31T13:00:00Z");
    assertThat(of(later, Server.MASTER).since()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void saysWhatIsTheMatterWithThePodFirst() {
    assertThat(message(Optional.empty())).isEqualTo("Waiting for the pod to be created.");
    assertThat(message(Optional.of(pod(true, Optional.of("CrashLoopBackOff")))))
        .isEqualTo("The pod is being stopped.");
    assertThat(message(Optional.of(pod(false, Optional.of("CrashLoopBackOff")))))
        .isEqualTo("CrashLoopBackOff.");
    assertThat(message(Optional.of(pod(false, Optional.empty())))).isEqualTo("Replica, link up.");
  }

  @Test
  void saysWhatRefusesAPod() {
    StatusInput refused =
        Given.withRefusals(
            Given.withPods(Given.running(), Map.of()),
            Map.of(Server.BACKUP, "create Pod cache-backup-0 failed: exceeded quota: small"));
    assertThat(of(refused, Server.BACKUP).message())
        .isEqualTo(
            "The pod cannot be created: create Pod cache-backup-0 failed: exceeded quota: small.");
    assertThat(of(refused, Server.MASTER).message())
        .isEqualTo("Waiting for the pod to be created.");
  }

  @Test
  void saysHowAServerReturnsThatCannotReadItsFiles() {
    String words = "CrashLoopBackOff: exit code 1: Bad file format reading the append only file a";
    StatusInput inMemory =
        Given.withPods(
            Given.input(Samples.withSpec("{}"), Given.running().controller()),
            pods(words, FileFault.DAMAGED));
    assertThat(of(inMemory, Server.BACKUP).message())
        .isEqualTo(words + " Copy the files of its volume before you repair them.");
    StatusInput stored = Given.withPods(Given.running(), pods(words, FileFault.DAMAGED));
    assertThat(of(stored, Server.BACKUP).message())
        .isEqualTo(
            words
                + " The other server is active and has the data: delete the PersistentVolumeClaim"
                + " data-cache-backup-0 and this pod, and it copies everything.");
  }

  @Test
  void namesTheNodeFirstWhereItMayHaveFailedAndNotTheFiles() {
    assertThat(
            of(Given.withPods(Given.running(), pods("Words.", FileFault.CUT_SHORT)), Server.BACKUP)
                .message())
        .startsWith(
            "Words. Where neither the disk nor the memory of its node has failed, bytes are missing"
                + " from its files. The other server is active");
  }

  @Test
  void advisesToDeleteNothingWhereTheFilesMayBeWhole() {
    for (FileFault fault :
        List.of(FileFault.UNKNOWN_FORMAT, FileFault.MISSING_MODULE, FileFault.NO_PERMISSION)) {
      assertThat(
              of(Given.withPods(Given.running(), pods("Words.", fault)), Server.BACKUP).message())
          .startsWith("Words. ")
          .endsWith(", and delete nothing.")
          .doesNotContain("PersistentVolumeClaim");
    }
    assertThat(
            of(Given.withPods(Given.running(), pods("Words.", FileFault.NONE)), Server.BACKUP)
                .message())
        .isEqualTo("Words.");
  }

  private static Map<Server, PodFacts> pods(String trouble, FileFault fault) {
    return Map.of(
        Server.BACKUP,
        new PodFacts(
            "cache-backup-0",
            Optional.empty(),
            false,
            Optional.of(new PodView.Trouble(trouble, fault)),
            Optional.empty(),
            Optional.empty()));
  }

  private static PodFacts pod(boolean terminating, Optional<String> trouble) {
    return new PodFacts(
        "cache-backup-0",
        Optional.empty(),
        terminating,
        trouble.map(words -> new PodView.Trouble(words, FileFault.NONE)),
        Optional.empty(),
        Optional.empty());
  }

  private static String message(Optional<PodFacts> pod) {
    Map<Server, PodFacts> pods = pod.map(it -> Map.of(Server.BACKUP, it)).orElse(Map.of());
    return String.valueOf(of(Given.withPods(Given.running(), pods), Server.BACKUP).message());
  }

  private static ServerStatus backup(boolean inSync, ProbeAnswer backup) {
    ControllerStatus controller = Given.controller(Phase.RUNNING, inSync, Given.active(), backup);
    return of(Given.with(controller), Server.BACKUP);
  }

  private static ServerStatus of(StatusInput input, Server server) {
    return new ServerStatusBuilder(input, MAX_LAG_BYTES).of(server);
  }
}
