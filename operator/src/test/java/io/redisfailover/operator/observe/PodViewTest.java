package io.redisfailover.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.redisfailover.failover.policy.controller.ServerFacts.Presence;
import io.redisfailover.operator.desired.Labels;
import org.junit.jupiter.api.Test;

/** What matters of a pod. */
class PodViewTest {
  private static final Pod READY = Pods.ready("cache-master-0", "10.0.0.1", Labels.REDIS);

  @Test
  void saysWhichPodItIsAndOfWhichRevision() {
    PodView view = PodView.of(READY);
    assertThat(view.name()).isEqualTo("cache-master-0");
    assertThat(view.uid()).isEqualTo("uid-of-cache-master-0");
    assertThat(view.resourceVersion()).isEqualTo("17");
    assertThat(view.address()).contains("10.0.0.1");
    assertThat(view.revision()).isEqualTo("cache-master-0-5c6d");
  }

  @Test
  void isReadyWhenKubernetesSaysSo() {
    assertThat(PodView.of(READY).ready()).isTrue();
    assertThat(PodView.of(READY).trouble()).isEmpty();
    Pod unready =
        new PodBuilder(READY)
            .editStatus()
            .withConditions(new PodConditionBuilder().withType("Ready").withStatus("False").build())
            .endStatus()
            .build();
    assertThat(PodView.of(unready).ready()).isFalse();
  }

  @Test
  void isKnownBeforeKubernetesHasLookedAtIt() {
    PodView view = PodView.of(Pods.bare("cache-master-0", Labels.REDIS));
    assertThat(view.address()).isEmpty();
    assertThat(view.ready()).isFalse();
    assertThat(view.trouble()).isEmpty();
  }

  @Test
  void hasNoAddressWhereKubernetesWritesAnEmptyOne() {
    assertThat(PodView.of(Pods.ready("cache-master-0", "", Labels.REDIS)).address()).isEmpty();
  }

  @Test
  void isTerminatingFromItsDeletionOn() {
    assertThat(PodView.of(READY).terminating()).isFalse();
    assertThat(PodView.of(Pods.terminating(READY)).terminating()).isTrue();
  }

  @Test
  void runsAtMostWhereTheKubeletSaysThatItsContainerRuns() {
    assertThat(PodView.of(Pods.running()).presence()).isEqualTo(Presence.UNKNOWN);
    assertThat(PodView.of(Pods.terminating(Pods.running())).presence())
        .isEqualTo(Presence.TERMINATING);
    assertThat(PodView.of(Pods.unscheduled("no machine")).presence()).isEqualTo(Presence.ABSENT);
    assertThat(PodView.of(Pods.waiting("CrashLoopBackOff", null)).presence())
        .isEqualTo(Presence.ABSENT);
  }

  @Test
  void hasNoRevisionWithoutLabels() {
    Pod bare = new PodBuilder(READY).editMetadata().withLabels(null).endMetadata().build();
    assertThat(PodView.of(bare).revision()).isEmpty();
  }

  @Test
  void saysWhyNoMachineWasFound() {
    assertThat(
            PodView.of(Pods.unscheduled("0/3 nodes are available: too few CPUs."))
                .trouble()
                .map(PodView.Trouble::words))
        .contains("0/3 nodes are available: too few CPUs.");
  }

  @Test
  void saysWhyAContainerDoesNotStart() {
    assertThat(
            PodView.of(Pods.waiting("ImagePullBackOff", "no such image"))
                .trouble()
                .map(PodView.Trouble::words))
        .contains("ImagePullBackOff: no such image");
    assertThat(
            PodView.of(Pods.waiting("CrashLoopBackOff", null))
                .trouble()
                .map(PodView.Trouble::words))
        .contains("CrashLoopBackOff");
  }

  /** Each new sentence would be a write of the status. */
  @Test
  void leavesTheGrowingDelayOfACrashLoopOut() {
    Pod first = Pods.crashing("back-off 10s restarting failed container=redis", 1);
    Pod later = Pods.crashing("back-off 20s restarting failed container=redis", 1);
    assertThat(PodView.of(first).trouble().map(PodView.Trouble::words))
        .contains("CrashLoopBackOff: exit code 1");
    assertThat(PodView.of(later).trouble()).isEqualTo(PodView.of(first).trouble());
  }

  @Test
  void quotesWhatAContainerSaidLast() {
    Pod crashed =
        new PodBuilder(Pods.crashing("back-off", 1))
            .editStatus()
            .editFirstContainerStatus()
            .editLastState()
            .editTerminated()
            .withMessage("1:M 28 Nov 2026 16:52:10.783 # Wrong RDB checksum. Exiting.")
            .endTerminated()
            .endLastState()
            .endContainerStatus()
            .endStatus()
            .build();
    assertThat(PodView.of(crashed).trouble())
        .contains(
            new PodView.Trouble(
                "CrashLoopBackOff: exit code 1: Wrong RDB checksum. Exiting.", FileFault.DAMAGED));
  }

  @Test
  void seesNoTroubleInAContainerThatIsBeingMade() {
    assertThat(PodView.of(Pods.waiting("ContainerCreating", null)).trouble()).isEmpty();
  }

  /** A container of its own, or one that a mesh has added. */
  @Test
  void seesNoTroubleWhileAnInitContainerRunsAndTellsOfOneThatFails() {
    Pod initializing = Pods.waiting("PodInitializing", null);
    assertThat(PodView.of(initializing).trouble()).isEmpty();

    Pod failing =
        new PodBuilder(initializing)
            .editStatus()
            .addNewInitContainerStatus()
            .withName("prepare")
            .withNewState()
            .withNewWaiting()
            .withReason("ImagePullBackOff")
            .withMessage("no such image")
            .endWaiting()
            .endState()
            .endInitContainerStatus()
            .endStatus()
            .build();
    assertThat(PodView.of(failing).trouble().map(PodView.Trouble::words))
        .contains("ImagePullBackOff: no such image");
  }
}
