package io.redisfailover.failover.policy.controller;

import static io.redisfailover.failover.policy.Views.millis;
import static io.redisfailover.failover.policy.Views.result;
import static io.redisfailover.failover.policy.Views.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.Views;
import io.redisfailover.failover.policy.switchover.SwitchoverPlan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The cause that a controller's decision carries. Backup is active in epoch 4. */
class ControllerCauseTest {
  private static final long END = 3_000;

  private final ControllerPolicy byItself = policy(true);
  private final ControllerPolicy onRequest = policy(false);

  @Test
  void isNoneWhileAllIsAsItShouldBe() {
    ControllerDecision decision = onRequest.decide(running(onRequest), millis(END));
    assertThat(decision.action()).isInstanceOf(ControllerDecision.Settled.class);
    assertThat(decision.action().cause()).isEmpty();
  }

  @Test
  void tellsAFailbackFromASwitchToTheSameServerThatWasAskedFor() {
    ControllerDecision back = byItself.decide(running(byItself), millis(END));
    assertThat(back.action()).isInstanceOf(ControllerDecision.Switchover.class);
    assertThat(back.action().cause()).contains(Cause.FAILBACK);

    ControllerState asked = running(byItself).requested(Server.MASTER, millis(END));
    assertThat(byItself.decide(asked, millis(END)).action().cause()).contains(Cause.SWITCHOVER);
  }

  @Test
  void isTheFailureAlreadyWhileThePromotionIsWaitedFor() {
    ControllerState failed =
        running(onRequest).seen(result(Server.BACKUP, END, new ProbeAnswer.Refused()));
    ControllerDecision decision = onRequest.decide(failed, millis(END + 2));
    assertThat(decision.action()).isInstanceOf(ControllerDecision.Waiting.class);
    assertThat(decision.action().cause()).contains(Cause.REFUSED);
  }

  /** A controller that was stopped does not know of the switchover of its successor. */
  @Test
  void isTheHandoverWhileASwitchoverOfAnotherControllerMayBeUnderWay() {
    ControllerState state = running(onRequest);
    long last = END + SwitchoverPlan.LIMIT.toMillis();
    for (long at = END; at < last; at += 20) {
      state = parked(state, at);
      ControllerDecision decision = onRequest.decide(state, millis(at + 10));
      assertThat(decision.action()).isInstanceOf(ControllerDecision.Waiting.class);
      assertThat(decision.action().cause()).contains(Cause.HANDOVER);
      state = decision.next();
    }
    ControllerDecision after = onRequest.decide(parked(state, last + 20), millis(last + 30));
    assertThat(after.action())
        .isInstanceOfSatisfying(
            ControllerDecision.Execute.class,
            it -> assertThat(it.order().command()).isInstanceOf(Command.Promote.class));
    assertThat(after.action().cause()).contains(Cause.HANDOVER);
  }

  private static ControllerState parked(ControllerState state, long at) {
    return state
        .seen(result(Server.MASTER, at, state("master-run", Views.LINKED, "id", 95, 4, 5)))
        .seen(result(Server.BACKUP, at + 5, state("backup-run", Views.PARKED, "id", 95, 4, 5)));
  }

  @Test
  void isTheDecisionOfAnAdministratorWhereOneWasGiven() {
    ControllerState asked =
        running(onRequest)
            .seen(result(Server.MASTER, END, state("run", Views.MASTER, "other", 9, 0, 5)));
    ControllerDecision question = onRequest.decide(asked, millis(END + 2));
    assertThat(question.action()).isInstanceOf(ControllerDecision.DecisionRequired.class);
    assertThat(question.action().cause()).isEmpty();

    ControllerDecision answered =
        onRequest.decide(question.next().decided(Server.MASTER), millis(END + 2));
    assertThat(answered.action().cause()).contains(Cause.DECISION);
  }

  /** Seen in sync for longer than any switch waits. */
  private static ControllerState running(ControllerPolicy policy) {
    ControllerState state = policy.starting(Views.START, false);
    for (long at = 100; at < END; at += 100) {
      state =
          state
              .seen(result(Server.MASTER, at, state("master-run", Views.LINKED, "id", 95, 4, 5)))
              .seen(
                  result(Server.BACKUP, at + 5, state("backup-run", Views.MASTER, "id", 95, 4, 5)));
      // What is decided in between is not carried out.
      ControllerDecision decision = policy.decide(state, millis(at + 10));
      state = decision.next();
    }
    return state;
  }

  private static ControllerPolicy policy(boolean automaticFailback) {
    return new ControllerPolicy(
        new ControllerSettings(
            FailoverSettings.DEFAULT,
            new Endpoints(new Endpoint("a", 1_000), new Endpoint("b", 1_000)),
            Server.MASTER,
            automaticFailback,
            Duration.ofSeconds(1)));
  }
}
