package io.redisfailover.failover.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.dialogue.ProbeDialogue.Action;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.marker.MarkerReader;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeDialogueTest {
  private static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));
  private static final Probe WHOLE = new Probe(Optional.of(new MarkerReader(KEYS)));
  private static final Instant START = Instant.ofEpochSecond(1);
  private static final Login LOGIN = new Login(Optional.empty(), ConnectionName.PROXY);
  private static final ProbeAnswer USABLE =
      new ProbeAnswer.Garbled("stands for an answer of any sort");

  private final ProbeDialogue dialogue = new ProbeDialogue(Server.MASTER, () -> KEYS);

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static Heard.Probed answer(ProbeAnswer answer) {
    return new Heard.Probed(answer, false);
  }

  private static ProbeAnswer shown(List<Action> actions) {
    return actions.stream()
        .filter(Action.Show.class::isInstance)
        .map(action -> ((Action.Show) action).result().answer())
        .findFirst()
        .orElseThrow();
  }

  private void answered(long millis) {
    dialogue.probe(at(millis));
    dialogue.opened(LOGIN);
    dialogue.heard(answer(USABLE), at(millis));
  }

  @Test
  void dialsLogsInAndLooksInOnePacketAndKeepsTheConnection() {
    assertThat(dialogue.probe(at(0))).containsExactly(new Action.Dial());
    assertThat(dialogue.opened(LOGIN))
        .containsExactly(
            new Action.Send(new Packet.Probing(Server.MASTER, Optional.of(LOGIN), WHOLE)));
    assertThat(dialogue.heard(answer(USABLE), at(3)))
        .containsExactly(new Action.Show(new ProbeResult(Server.MASTER, at(0), at(3), USABLE)));
    assertThat(dialogue.wakeAt()).contains(at(100));
    assertThat(dialogue.wake(at(99))).isEmpty();
    assertThat(dialogue.wake(at(100)))
        .containsExactly(
            new Action.Send(new Packet.Probing(Server.MASTER, Optional.empty(), WHOLE)));
  }

  @Test
  void isSilentWhenNothingComesInTimeTheDialIncludedAndDialsAnewForTheNextProbe() {
    dialogue.pace(Duration.ofMillis(100), Duration.ofMillis(300));
    dialogue.probe(at(0));
    dialogue.opened(LOGIN);
    assertThat(dialogue.wakeAt()).contains(at(300));
    List<Action> late = dialogue.wake(at(300));
    assertThat(late.getFirst()).isEqualTo(new Action.Drop());
    assertThat(shown(late)).isInstanceOf(ProbeAnswer.Silent.class);
    assertThat(dialogue.wake(at(300))).containsExactly(new Action.Dial());
  }

  @Test
  void dialsAtOnceWhenTheConnectionBreaksAndBelievesASecondCloseOnly() {
    answered(0);
    assertThat(shown(dialogue.failed(ConnectionFailure.CLOSED, at(50))))
        .isEqualTo(new ProbeAnswer.Closed(false));
    assertThat(dialogue.wakeAt()).contains(at(50));
    assertThat(dialogue.wake(at(50))).containsExactly(new Action.Dial());
    dialogue.opened(LOGIN);
    assertThat(shown(dialogue.failed(ConnectionFailure.CLOSED, at(52))))
        .isEqualTo(new ProbeAnswer.Closed(true));
    assertThat(dialogue.wakeAt()).describedAs("no second dial at once").contains(at(150));
  }

  @Test
  void countsACloseAsTheFirstAgainAfterAnAnswerOrASilence() {
    answered(0);
    dialogue.failed(ConnectionFailure.CLOSED, at(50));
    dialogue.wake(at(50));
    dialogue.failed(ConnectionFailure.TIMED_OUT, at(550));
    dialogue.wake(at(650));
    dialogue.opened(LOGIN);
    assertThat(shown(dialogue.failed(ConnectionFailure.CLOSED, at(651))))
        .isEqualTo(new ProbeAnswer.Closed(false));
  }

  @Test
  void remembersACloseThroughARefusedDial() {
    answered(0);
    dialogue.failed(ConnectionFailure.CLOSED, at(50));
    dialogue.wake(at(50));
    assertThat(shown(dialogue.failed(ConnectionFailure.REFUSED, at(51))))
        .isEqualTo(new ProbeAnswer.Refused());
    dialogue.wake(at(150));
    dialogue.opened(LOGIN);
    assertThat(shown(dialogue.failed(ConnectionFailure.CLOSED, at(151))))
        .isEqualTo(new ProbeAnswer.Closed(true));
  }

  @Test
  void logsInAnewAfterAFaultOfItsCredentials() {
    answered(0);
    dialogue.wake(at(100));
    ErrorReply error = ErrorReply.parse("NOAUTH Authentication required.");
    List<Action> refused =
        dialogue.heard(answer(new ProbeAnswer.Errored(error, Optional.empty())), at(101));
    assertThat(refused).contains(new Action.Drop());
    assertThat(dialogue.wake(at(200))).containsExactly(new Action.Dial());
  }

  @Test
  void probesRightAfterTheProbeThatIsUnderWayWhenAskedMeanwhile() {
    dialogue.probe(at(0));
    assertThat(dialogue.probe(at(1))).isEmpty();
    dialogue.opened(LOGIN);
    dialogue.heard(answer(USABLE), at(2));
    assertThat(dialogue.wakeAt()).contains(at(2));
  }

  @Test
  void takesAFasterPaceAtOnceAndASlowerOneFromTheNextProbeOn() {
    answered(0);
    dialogue.pace(Duration.ofMillis(20), Duration.ofMillis(500));
    assertThat(dialogue.wakeAt()).contains(at(20));
    dialogue.pace(Duration.ofMillis(900), Duration.ofMillis(500));
    assertThat(dialogue.wakeAt()).contains(at(20));
  }

  @Test
  void forgetsTheProbeThatIsUnderWayWhenTheServerIsElsewhere() {
    answered(0);
    dialogue.wake(at(100));
    assertThat(dialogue.redial(at(101))).containsExactly(new Action.Drop(), new Action.Dial());
  }
}
