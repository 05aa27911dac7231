package io.redisfailover.operator.roll;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Server;
import io.redisfailover.operator.observe.FileFault;
import io.redisfailover.operator.observe.PodView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollPolicyTest {
  private static final String OLD = "old";
  private static final String NEW = "new";

  @Test
  void theActiveServerIsNeverRestarted() {
    for (RollView view : everyView()) {
      RollStep step = RollPolicy.next(view);
      if (step instanceof RollStep.Restart restart) {
        assertThat(view.active())
            .describedAs("%s", view)
            .isNotEqualTo(Optional.of(restart.server()));
      }
    }
  }

  @Test
  void clientsAreMovedOnlyToAServerThatRunsWhatIsNewAndIsInSync() {
    for (RollView view : everyView()) {
      if (RollPolicy.next(view) instanceof RollStep.Switchover(Server to, String why)) {
        assertThat(view.isOutdated(to)).describedAs("%s", view).isFalse();
        assertThat(view.inSync()).describedAs("%s", view).isTrue();
        assertThat(view.active()).describedAs("%s", view).contains(to.other());
      }
    }
  }

  @Test
  void aServerThatHoldsTheOnlyRunningCopyIsNotRestartedWhileNobodyIsActive() {
    for (RollView view : everyView()) {
      if (view.active().isEmpty() && RollPolicy.next(view) instanceof RollStep.Restart restart) {
        assertThat(Objects.requireNonNull(view.pods().get(restart.server())).trouble())
            .describedAs("%s", view)
            .isPresent();
      }
    }
  }

  @Test
  void theStandbyIsNotRestartedWhenItMaySoonBeTheOnlyServer() {
    for (RollView view : everyView()) {
      if (view.active().isPresent() && RollPolicy.next(view) instanceof RollStep.Restart restart) {
        PodView active = view.pods().get(restart.server().other());
        assertThat(active).describedAs("%s", view).isNotNull();
        assertThat(Objects.requireNonNull(active).terminating()).describedAs("%s", view).isFalse();
        assertThat(view.switching()).describedAs("%s", view).isFalse();
      }
    }
  }

  /** One StatefulSet has its new revision before the other: the other's pod only looks new. */
  @Test
  void nothingHappensUntilItIsKnownWhatBothServersShouldRun() {
    for (RollView view : everyView()) {
      if (view.wanted().size() < Server.values().length) {
        assertThat(RollPolicy.next(view))
            .describedAs("%s", view)
            .isInstanceOf(RollStep.Waiting.class);
      }
    }
  }

  @Test
  void clientsAreNotMovedToAServerThatIsBeingStopped() {
    for (RollView view : everyView()) {
      if (RollPolicy.next(view) instanceof RollStep.Switchover(Server to, String why)) {
        assertThat(Objects.requireNonNull(view.pods().get(to)).terminating())
            .describedAs("%s", view)
            .isFalse();
      }
    }
  }

  @Test
  void everyStepHasASentence() {
    assertThat(everyView())
        .allSatisfy(view -> assertThat(RollPolicy.next(view).why()).endsWith("."));
  }

  @Test
  void aRollGoesThroughStandbySwitchAndTheOtherOne() {
    assertThat(RollPolicy.next(view(OLD, OLD, Server.MASTER, true)))
        .isEqualTo(
            new RollStep.Restart(
                Server.BACKUP, "uid-Backup", "Restarting the standby Backup with the new spec."));
    assertThat(RollPolicy.next(view(OLD, NEW, Server.MASTER, false)))
        .isEqualTo(new RollStep.Waiting("Waiting for Backup to be in sync after its restart."));
    assertThat(RollPolicy.next(view(OLD, NEW, Server.MASTER, true)))
        .isEqualTo(
            new RollStep.Switchover(
                Server.BACKUP,
                "Switching over from Master to Backup, which runs the new spec and is in sync."));
    assertThat(RollPolicy.next(view(OLD, NEW, Server.BACKUP, true)))
        .isEqualTo(
            new RollStep.Restart(
                Server.MASTER, "uid-Master", "Restarting the standby Master with the new spec."));
    assertThat(RollPolicy.next(view(NEW, NEW, Server.BACKUP, false)))
        .isInstanceOf(RollStep.Settled.class);
  }

  @Test
  void aStandbyThatDoesNotComeUpStopsTheRollWithTheWordsOfKubernetes() {
    RollView view =
        new RollView(
            Map.of(
                Server.MASTER, pod(Server.MASTER, OLD, false, Optional.empty()),
                Server.BACKUP, pod(Server.BACKUP, NEW, false, Optional.of("ImagePullBackOff"))),
            Map.of(),
            Map.of(Server.MASTER, NEW, Server.BACKUP, NEW),
            Set.of(),
            Optional.of(Server.MASTER),
            false,
            false);
    assertThat(RollPolicy.next(view))
        .isEqualTo(
            new RollStep.Stuck(
                "Backup does not start with the new spec (ImagePullBackOff); correct the spec, or what refuses it. Master"
                    + " is still serving and was not restarted."));
  }

  private static RollView view(String master, String backup, Server active, boolean inSync) {
    return new RollView(
        Map.of(
            Server.MASTER, pod(Server.MASTER, master, false, Optional.empty()),
            Server.BACKUP, pod(Server.BACKUP, backup, false, Optional.empty())),
        Map.of(),
        Map.of(Server.MASTER, NEW, Server.BACKUP, NEW),
        Set.of(),
        Optional.of(active),
        inSync,
        false);
  }

  @Test
  void aServerThatTakesASettingAtItsNextStartOnlyIsRestartedToo() {
    RollView view = view(NEW, NEW, Server.MASTER, true);
    RollView needed =
        new RollView(
            view.pods(),
            Map.of(),
            view.wanted(),
            Set.of(Server.MASTER),
            view.active(),
            view.inSync(),
            false);
    assertThat(RollPolicy.next(needed)).isInstanceOf(RollStep.Switchover.class);
  }

  private static PodView pod(
      Server server, String revision, boolean terminating, Optional<String> trouble) {
    return new PodView(
        server.displayName(),
        "uid-" + server,
        "1",
        Optional.of("10.0.0.1"),
        true,
        terminating,
        trouble.isPresent(),
        revision,
        "life",
        trouble.map(words -> new PodView.Trouble(words, FileFault.NONE)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<RollView> everyView() {
    List<RollView> views = new ArrayList<>();
    for (Optional<PodView> master : everyPod(Server.MASTER)) {
      for (Optional<PodView> backup : everyPod(Server.BACKUP)) {
        Map<Server, PodView> pods = new EnumMap<>(Server.class);
        master.ifPresent(pod -> pods.put(Server.MASTER, pod));
        backup.ifPresent(pod -> pods.put(Server.BACKUP, pod));
        for (Map<Server, String> wanted :
            List.of(
                Map.<Server, String>of(),
                Map.of(Server.MASTER, NEW),
                Map.of(Server.MASTER, NEW, Server.BACKUP, NEW))) {
          for (Optional<Server> active :
              List.of(
                  Optional.<Server>empty(),
                  Optional.of(Server.MASTER),
                  Optional.of(Server.BACKUP))) {
            for (boolean inSync : new boolean[] {false, true}) {
              views.add(new RollView(pods, Map.of(), wanted, Set.of(), active, inSync, false));
              views.add(new RollView(pods, Map.of(), wanted, Set.of(), active, inSync, true));
            }
          }
        }
      }
    }
    return views;
  }

  private static List<Optional<PodView>> everyPod(Server server) {
    List<Optional<PodView>> pods = new ArrayList<>();
    pods.add(Optional.empty());
    for (String revision : List.of(OLD, NEW)) {
      for (boolean terminating : new boolean[] {false, true}) {
        pods.add(Optional.of(pod(server, revision, terminating, Optional.empty())));
        pods.add(Optional.of(pod(server, revision, terminating, Optional.of("CrashLoopBackOff"))));
      }
    }
    return pods;
  }
}
