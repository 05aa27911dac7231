package io.redisfailover.failover.policy;

import static io.redisfailover.failover.policy.Views.LINKED;
import static io.redisfailover.failover.policy.Views.MASTER;
import static io.redisfailover.failover.policy.Views.START;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.policy.SwitchoverPlan.Advance;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way back of a planned switch from Master to Backup. */
class SwitchoverPlanTest {
  private static final String HISTORY = "a".repeat(40);
  private static final long OFFSET = 100;
  private static final ServerState ACTIVE = state("run-m", MASTER, HISTORY, OFFSET, 1, 5);
  private static final ServerState PARKED = ACTIVE.parkedNow();
  private static final ServerState STANDBY = state("run-b", LINKED, HISTORY, OFFSET, 1, 5);
  private static final Instant DEADLINE = START.plus(SwitchoverPlan.LIMIT);

  @Test
  void aStandbyThatIsGoneBeforeItsPromotionDoesNotKeepTheOldServerParked() {
    SwitchoverPlan plan = parked().looked(Optional.empty(), START).plan();
    Order back = carried(plan.looked(Optional.of(PARKED), START));
    assertThat(back.command()).isInstanceOf(Command.Unpark.class);
    assertThat(back.seal()).describedAs("there is nothing that a seal could stop").isEmpty();
  }

  @Test
  void afterTheDeadlineAProxyCouldPromoteSoTheStandbyIsSealed() {
    SwitchoverPlan plan = parked().looked(Optional.empty(), START).plan();
    Order back = carried(plan.looked(Optional.of(PARKED), DEADLINE.plusMillis(1)));
    assertThat(back.seal()).isPresent();
  }

  @Test
  void aPromotionThatWasNotAnsweredMayStillArriveSoTheStandbyIsSealed() {
    SwitchoverPlan promoting = parked().looked(Optional.of(STANDBY), START).plan();
    SwitchoverPlan plan =
        promoting.ordered(new OrderOutcome.Unknown("no answer in time"), START).plan();
    assertThat(carried(plan.looked(Optional.of(PARKED), START)).seal()).isPresent();
  }

  @Test
  void aPromotionThatWasNeverSentNeedsNoSealWhenTheStandbyIsGone() {
    SwitchoverPlan promoting = parked().looked(Optional.of(STANDBY), START).plan();
    SwitchoverPlan plan =
        promoting.ordered(new OrderOutcome.NotSent("connection refused"), START).plan();
    assertThat(plan.step()).isEqualTo(new SwitchStep.Look(Node.BACKUP));
    SwitchoverPlan gone = plan.looked(Optional.empty(), START).plan();
    assertThat(carried(gone.looked(Optional.of(PARKED), START)).seal()).isEmpty();
  }

  @Test
  void aServerThatAnswersAsAnythingButAStandbyMayBeSomebodyElsesSoItIsSealed() {
    ServerState promoted = state("run-b", MASTER, HISTORY, OFFSET, 4, 5);
    SwitchoverPlan catching = parked().looked(Optional.of(promoted), START).plan();
    assertThat(carried(catching.looked(Optional.of(PARKED), START)).seal()).isPresent();
    SwitchoverPlan notSent =
        parked()
            .looked(Optional.of(STANDBY), START)
            .plan()
            .ordered(new OrderOutcome.NotSent("it is master by now"), START)
            .plan()
            .looked(Optional.of(promoted), START)
            .plan();
    assertThat(carried(notSent.looked(Optional.of(PARKED), START)).seal()).isPresent();
  }

  @Test
  void aSealThatFailedOnceIsAskedForAgain() {
    SwitchoverPlan promoting = parked().looked(Optional.of(STANDBY), START).plan();
    SwitchoverPlan lost = promoting.ordered(new OrderOutcome.Unknown("lost"), START).plan();
    SwitchoverPlan unsealed =
        lost.looked(Optional.of(PARKED), START)
            .plan()
            .ordered(new OrderOutcome.NotSent("Backup cannot be sealed"), START)
            .plan();
    assertThat(carried(unsealed.looked(Optional.of(PARKED), START)).seal()).isPresent();
  }

  @Test
  void aParkThatWasNotAnsweredIsWaitedForUntilTheDeadline() {
    SwitchoverPlan plan = parking().ordered(new OrderOutcome.Unknown("lost"), START).plan();
    Advance untouched = plan.looked(Optional.of(ACTIVE), START);
    assertThat(untouched.step()).isEqualTo(new SwitchStep.Look(Node.MASTER));
    assertThat(carried(untouched.plan().looked(Optional.of(PARKED), START)).command())
        .isInstanceOf(Command.Unpark.class);
    assertThat(untouched.plan().looked(Optional.of(ACTIVE), DEADLINE).step())
        .isInstanceOf(SwitchStep.Release.class);
  }

  @Test
  void anOldServerThatRestartedMeanwhileIsNotUnparked() {
    SwitchoverPlan plan = parked().looked(Optional.empty(), START).plan();
    ServerState restarted = state("run-m2", Views.PARKED, HISTORY, OFFSET, 1, 5);
    assertThat(plan.looked(Optional.of(restarted), START).step())
        .isInstanceOf(SwitchStep.Unsettled.class);
  }

  /** Master is parked, Backup is to catch up. */
  private static SwitchoverPlan parked() {
    return parking().ordered(new OrderOutcome.Done(view(PARKED)), START).plan();
  }

  /** Every proxy is prepared, Master is to be parked. */
  private static SwitchoverPlan parking() {
    SwitchoverPlan begun =
        new SwitchoverPlan(
            "attempt",
            new Line(1, Node.MASTER, HISTORY),
            ACTIVE,
            DEADLINE,
            new SwitchPhase.Preparing(),
            Guards.ALL);
    return begun.prepared(true, START).plan();
  }

  private static View view(ServerState state) {
    return new View(
        Node.MASTER, START, START.plus(Duration.ofMillis(1)), new Answer.Answered(state));
  }

  private static Order carried(Advance advance) {
    assertThat(advance.step()).isInstanceOf(SwitchStep.Carry.class);
    return ((SwitchStep.Carry) advance.step()).order();
  }
}
