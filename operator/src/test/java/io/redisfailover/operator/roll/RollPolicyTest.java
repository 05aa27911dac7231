package io.redisfailover.operator.roll;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.view.Node;
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
        assertThat(view.active()).describedAs("%s", view).isNotEqualTo(Optional.of(restart.node()));
      }
    }
  }

  @Test
  void clientsAreMovedOnlyToAServerThatRunsWhatIsNewAndIsInSync() {
    for (RollView view : everyView()) {
      if (RollPolicy.next(view) instanceof RollStep.Switch(Node to, String why)) {
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
        assertThat(Objects.requireNonNull(view.pods().get(restart.node())).trouble())
            .describedAs("%s", view)
            .isPresent();
      }
    }
  }

  @Test
  void theStandbyIsNotRestartedWhenItMaySoonBeTheOnlyServer() {
    for (RollView view : everyView()) {
      if (view.active().isPresent() && RollPolicy.next(view) instanceof RollStep.Restart restart) {
        PodView active = view.pods().get(restart.node().other());
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
      if (view.wanted().size() < Node.values().length) {
        assertThat(RollPolicy.next(view))
            .describedAs("%s", view)
            .isInstanceOf(RollStep.Waiting.class);
      }
    }
  }

  @Test
  void clientsAreNotMovedToAServerThatIsBeingStopped() {
    for (RollView view : everyView()) {
      if (RollPolicy.next(view) instanceof RollStep.Switch(Node to, String why)) {
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
    assertThat(RollPolicy.next(view(OLD, OLD, Node.MASTER, true)))
        .isEqualTo(
            new RollStep.Restart(
                Node.BACKUP, "uid-Backup", "Backup is the standby and restarts with what is new."));
    assertThat(RollPolicy.next(view(OLD, NEW, Node.MASTER, false)))
        .isEqualTo(new RollStep.Waiting("Backup has restarted and is not in sync yet."));
    assertThat(RollPolicy.next(view(OLD, NEW, Node.MASTER, true)))
        .isEqualTo(
            new RollStep.Switch(
                Node.BACKUP, "Backup has restarted and is in sync: it takes over from Master."));
    assertThat(RollPolicy.next(view(OLD, NEW, Node.BACKUP, true)))
        .isEqualTo(
            new RollStep.Restart(
                Node.MASTER, "uid-Master", "Master is the standby and restarts with what is new."));
    assertThat(RollPolicy.next(view(NEW, NEW, Node.BACKUP, false)))
        .isInstanceOf(RollStep.Settled.class);
  }

  @Test
  void aStandbyThatDoesNotComeUpStopsTheRollWithTheWordsOfKubernetes() {
    RollView view =
        new RollView(
            Map.of(
                Node.MASTER, pod(Node.MASTER, OLD, false, Optional.empty()),
                Node.BACKUP, pod(Node.BACKUP, NEW, false, Optional.of("ImagePullBackOff"))),
            Map.of(Node.MASTER, NEW, Node.BACKUP, NEW),
            Set.of(),
            Optional.of(Node.MASTER),
            false,
            false);
    assertThat(RollPolicy.next(view))
        .isEqualTo(
            new RollStep.Stuck(
                "Backup has restarted with what is new and does not come up (ImagePullBackOff)."
                    + " Correct the spec; the active server is not touched."));
  }

  private static RollView view(String master, String backup, Node active, boolean inSync) {
    return new RollView(
        Map.of(
            Node.MASTER, pod(Node.MASTER, master, false, Optional.empty()),
            Node.BACKUP, pod(Node.BACKUP, backup, false, Optional.empty())),
        Map.of(Node.MASTER, NEW, Node.BACKUP, NEW),
        Set.of(),
        Optional.of(active),
        inSync,
        false);
  }

  @Test
  void aServerThatTakesASettingAtItsNextStartOnlyIsRestartedToo() {
    RollView view = view(NEW, NEW, Node.MASTER, true);
    RollView needed =
        new RollView(
            view.pods(), view.wanted(), Set.of(Node.MASTER), view.active(), view.inSync(), false);
    assertThat(RollPolicy.next(needed)).isInstanceOf(RollStep.Switch.class);
  }

  private static PodView pod(
      Node node, String revision, boolean terminating, Optional<String> trouble) {
    return new PodView(
        node.displayName(),
        "uid-" + node,
        "1",
        Optional.of("10.0.0.1"),
        true,
        terminating,
        trouble.isPresent(),
        revision,
        "life",
        trouble);
  }

  private static List<RollView> everyView() {
    List<RollView> views = new ArrayList<>();
    for (Optional<PodView> master : everyPod(Node.MASTER)) {
      for (Optional<PodView> backup : everyPod(Node.BACKUP)) {
        Map<Node, PodView> pods = new EnumMap<>(Node.class);
        master.ifPresent(pod -> pods.put(Node.MASTER, pod));
        backup.ifPresent(pod -> pods.put(Node.BACKUP, pod));
        for (Map<Node, String> wanted :
            List.of(
                Map.<Node, String>of(),
                Map.of(Node.MASTER, NEW),
                Map.of(Node.MASTER, NEW, Node.BACKUP, NEW))) {
          for (Optional<Node> active :
              List.of(Optional.<Node>empty(), Optional.of(Node.MASTER), Optional.of(Node.BACKUP))) {
            for (boolean inSync : new boolean[] {false, true}) {
              views.add(new RollView(pods, wanted, Set.of(), active, inSync, false));
              views.add(new RollView(pods, wanted, Set.of(), active, inSync, true));
            }
          }
        }
      }
    }
    return views;
  }

  private static List<Optional<PodView>> everyPod(Node node) {
    List<Optional<PodView>> pods = new ArrayList<>();
    pods.add(Optional.empty());
    for (String revision : List.of(OLD, NEW)) {
      for (boolean terminating : new boolean[] {false, true}) {
        pods.add(Optional.of(pod(node, revision, terminating, Optional.empty())));
        pods.add(Optional.of(pod(node, revision, terminating, Optional.of("CrashLoopBackOff"))));
      }
    }
    return pods;
  }
}
