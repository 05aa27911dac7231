package io.redisfailover.failover.policy.switchover;

import static io.redisfailover.failover.policy.Views.LINKED;
import static io.redisfailover.failover.policy.Views.MASTER;
import static io.redisfailover.failover.policy.Views.START;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.Views;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan.Advance;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way back of a switchover from Master to Backup. */
class SwitchoverPlanTest {
  private static final String HISTORY = "a".repeat(40);
  private static final long OFFSET = 100;
  private static final ServerState ACTIVE = state("run-m", MASTER, HISTORY, OFFSET, 1, 5);
  private static final ServerState PARKED = ACTIVE.parkedNow();
  private static final ServerState STANDBY = state("run-b", LINKED, HISTORY, OFFSET, 1, 5);
  private static final Instant DEADLINE = START.plus(SwitchoverPlan.LIMIT);

  @Test
  void aStandbyThatIsGoneBeforeItsPromotionDoesNotKeepTheOldServerParked() {
    SwitchoverPlan plan = parked().probed(Optional.empty(), START).plan();
    Order back = carried(plan.probed(Optional.of(PARKED), START));
    assertThat(back.command()).isInstanceOf(Command.Unpark.class);
    assertThat(back.lockout()).describedAs("there is nothing that a seal could stop").isEmpty();
  }

  @Test
  void afterTheDeadlineAProxyCouldPromoteSoTheStandbyIsSealed() {
    SwitchoverPlan plan = parked().probed(Optional.empty(), START).plan();
    Order back = carried(plan.probed(Optional.of(PARKED), DEADLINE.plusMillis(1)));
    assertThat(back.lockout()).isPresent();
  }

  @Test
  void aPromotionThatWasNotAnsweredMayStillArriveSoTheStandbyIsSealed() {
    SwitchoverPlan promoting = parked().probed(Optional.of(STANDBY), START).plan();
    SwitchoverPlan plan =
        promoting.ordered(new OrderOutcome.Unknown("no answer in time"), START).plan();
    assertThat(carried(plan.probed(Optional.of(PARKED), START)).lockout()).isPresent();
  }

  @Test
  void aPromotionThatWasNeverSentNeedsNoSealWhenTheStandbyIsGone() {
    SwitchoverPlan promoting = parked().probed(Optional.of(STANDBY), START).plan();
    SwitchoverPlan plan =
        promoting.ordered(new OrderOutcome.NotSent("connection refused"), START).plan();
    assertThat(plan.step()).isEqualTo(new SwitchStep.ProbeServer(Server.BACKUP));
    SwitchoverPlan gone = plan.probed(Optional.empty(), START).plan();
    assertThat(carried(gone.probed(Optional.of(PARKED), START)).lockout()).isEmpty();
  }

  @Test
  void aServerThatAnswersAsAnythingButAStandbyMayBeSomebodyElsesSoItIsSealed() {
    ServerState promoted = state("run-b", MASTER, HISTORY, OFFSET, 4, 5);
    SwitchoverPlan catching = parked().probed(Optional.of(promoted), START).plan();
    assertThat(carried(catching.probed(Optional.of(PARKED), START)).lockout()).isPresent();
    SwitchoverPlan notSent =
        parked()
            .probed(Optional.of(STANDBY), START)
            .plan()
            .ordered(new OrderOutcome.NotSent("it is now primary"), START)
            .plan()
            .probed(Optional.of(promoted), START)
            .plan();
    assertThat(carried(notSent.probed(Optional.of(PARKED), START)).lockout()).isPresent();
  }

  @Test
  void aSealThatFailedOnceIsAskedForAgain() {
    SwitchoverPlan promoting = parked().probed(Optional.of(STANDBY), START).plan();
    SwitchoverPlan lost = promoting.ordered(new OrderOutcome.Unknown("lost"), START).plan();
    SwitchoverPlan withoutLockout =
        lost.probed(Optional.of(PARKED), START)
            .plan()
            .ordered(new OrderOutcome.NotSent("Backup cannot be locked out"), START)
            .plan();
    assertThat(carried(withoutLockout.probed(Optional.of(PARKED), START)).lockout()).isPresent();
  }

  @Test
  void aParkThatWasNotAnsweredIsWaitedForUntilTheDeadline() {
    SwitchoverPlan plan = parking().ordered(new OrderOutcome.Unknown("lost"), START).plan();
    Advance untouched = plan.probed(Optional.of(ACTIVE), START);
    assertThat(untouched.step()).isEqualTo(new SwitchStep.ProbeServer(Server.MASTER));
    assertThat(carried(untouched.plan().probed(Optional.of(PARKED), START)).command())
        .isInstanceOf(Command.Unpark.class);
    assertThat(untouched.plan().probed(Optional.of(ACTIVE), DEADLINE).step())
        .isInstanceOf(SwitchStep.Abort.class);
  }

  @Test
  void anOldServerThatRestartedMeanwhileIsNotUnparked() {
    SwitchoverPlan plan = parked().probed(Optional.empty(), START).plan();
    ServerState restarted = state("run-m2", Views.PARKED, HISTORY, OFFSET, 1, 5);
    assertThat(plan.probed(Optional.of(restarted), START).step())
        .isInstanceOf(SwitchStep.OutcomeUnknown.class);
  }

  /** Master is parked, Backup is to catch up. */
  private static SwitchoverPlan parked() {
    return parking().ordered(new OrderOutcome.Done(result(PARKED)), START).plan();
  }

  /** Every proxy is prepared, Master is to be parked. */
  private static SwitchoverPlan parking() {
    SwitchoverPlan begun =
        new SwitchoverPlan(
            "attempt",
            new Epoch(1, Server.MASTER, HISTORY),
            ACTIVE,
            DEADLINE,
            new SwitchPhase.Preparing(),
            Guards.ALL);
    return begun.prepared(true, START).plan();
  }

  private static ProbeResult result(ServerState state) {
    return new ProbeResult(
        Server.MASTER, START, START.plus(Duration.ofMillis(1)), new ProbeAnswer.Answered(state));
  }

  private static Order carried(Advance advance) {
    assertThat(advance.step()).isInstanceOf(SwitchStep.Execute.class);
    return ((SwitchStep.Execute) advance.step()).order();
  }
}
