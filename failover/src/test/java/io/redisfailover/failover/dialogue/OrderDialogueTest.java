package io.redisfailover.failover.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.ConnectionName;
import io.redisfailover.failover.command.Lockout;
import io.redisfailover.failover.command.Order;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.command.Probe;
import io.redisfailover.failover.dialogue.OrderDialogue.Action;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderDialogueTest {
  private static final MarkerKeys KEYS = MarkerKeys.parse("k".repeat(MarkerKeys.SHORTEST));
  private static final Instant START = Instant.ofEpochSecond(1);
  private static final Login LOGIN = new Login(Optional.empty(), ConnectionName.CONTROLLER);
  private static final ServerState STANDBY = replica("run-b");
  private static final ServerState PARKED = parked("run-m");
  private static final Command PROMOTE =
      new Command.Promote(
          Server.BACKUP, 4, Command.Expected.of(STANDBY), 7, Obsolete.EPOCH, "a test");
  private static final Command PARK =
      new Command.Park(Server.BACKUP, Command.Expected.of(STANDBY), "it is stray");
  private static final Order SEALED =
      Order.lockedOut(
          PROMOTE,
          new Lockout(
              Server.MASTER,
              Set.of(ConnectionName.PROXY),
              Optional.of(Command.Expected.of(PARKED))));
  private static final Heard WELCOME = new Heard.Greeted(Optional.empty());

  private static ServerState replica(String runId) {
    return state(runId, new ServerState.Replica(LinkTarget.PEER, true, false, 0));
  }

  private static ServerState parked(String runId) {
    return state(runId, new ServerState.Replica(LinkTarget.PARKING, false, false, 0));
  }

  private static ServerState state(String runId, ServerState.Role role) {
    return new ServerState(
        runId, role, "id", 7, Optional.empty(), -1, Markers.NONE, true, 0, 0, 1, Optional.empty());
  }

  private static Heard probed(ServerState state) {
    return new Heard.Probed(new ProbeAnswer.Answered(state), false);
  }

  private static Action probe(Server server) {
    return new Action.Send(
        server, new Packet.Probing(server, Optional.empty(), new Probe(Optional.empty())));
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static OrderOutcome ended(Action action) {
    return ((Action.End) action).outcome();
  }

  private static OrderDialogue upToTheLook() {
    return upToTheLook(PROMOTE, START);
  }

  private static OrderDialogue upToTheLook(Command command, Instant lookedAt) {
    OrderDialogue dialogue = new OrderDialogue(Order.of(command), START, KEYS);
    dialogue.begin(true, lookedAt);
    return dialogue;
  }

  @Test
  void opensAndNamesTheConnectionOfTheCommandBeforeItSeals() {
    OrderDialogue dialogue = new OrderDialogue(SEALED, START, KEYS);
    assertThat(dialogue.begin(false, START)).isEqualTo(new Action.Dial(Server.BACKUP));
    assertThat(dialogue.connected(LOGIN))
        .isEqualTo(new Action.Send(Server.BACKUP, new Packet.Greet(LOGIN)));
    assertThat(dialogue.heard(WELCOME, at(1))).isEqualTo(new Action.Dial(Server.MASTER));
    assertThat(dialogue.connected(LOGIN))
        .isEqualTo(
            new Action.Send(
                Server.MASTER, new Packet.ListVictims(LOGIN, SEALED.lockout().orElseThrow())));
    assertThat(dialogue.heard(new Heard.Listed(Optional.empty(), List.of("5")), at(2)))
        .isEqualTo(new Action.Send(Server.MASTER, new Packet.Kill(List.of("5"))));
    assertThat(dialogue.heard(new Heard.Killed(), at(3))).isEqualTo(probe(Server.MASTER));
    assertThat(dialogue.heard(probed(PARKED), at(4))).isEqualTo(probe(Server.BACKUP));
    assertThat(dialogue.heard(probed(STANDBY), at(5)))
        .isEqualTo(new Action.Send(Server.BACKUP, new Packet.Change(PROMOTE, KEYS)));
    ProbeAnswer after = new ProbeAnswer.Answered(state("run-b", new ServerState.Primary()));
    assertThat(ended(dialogue.heard(new Heard.Changed(Optional.empty(), after), at(6))))
        .isInstanceOf(OrderOutcome.Done.class);
  }

  @Test
  void looksAfterTheSealAlsoWhenThereWasNobodyToClose() {
    OrderDialogue dialogue = new OrderDialogue(SEALED, START, KEYS);
    dialogue.begin(true, START);
    dialogue.connected(LOGIN);
    assertThat(dialogue.heard(new Heard.Listed(Optional.empty(), List.of()), at(1)))
        .isEqualTo(probe(Server.MASTER));
  }

  @Test
  void sendsNothingWhenTheSealedServerIsAnotherByThen() {
    OrderDialogue dialogue = new OrderDialogue(SEALED, START, KEYS);
    dialogue.begin(true, START);
    dialogue.connected(LOGIN);
    dialogue.heard(new Heard.Listed(Optional.empty(), List.of()), at(1));
    assertThat(ended(dialogue.heard(probed(parked("another run")), at(2))))
        .isInstanceOf(OrderOutcome.NotSent.class);
  }

  @Test
  void sendsNothingWhenTheServerIsNotWhatItWasDecidedOn() {
    assertThat(ended(upToTheLook().heard(probed(replica("another run")), at(1))))
        .isInstanceOf(OrderOutcome.NotSent.class);
  }

  /** Also through a network in which the way to the last probe took long. */
  @Test
  void countsTheAgeFromTheLastProbe() {
    Instant lookedAt = START.plusMillis(300);
    Instant last = lookedAt.plus(Order.MAX_AGE);
    assertThat(upToTheLook(PARK, lookedAt).heard(probed(STANDBY), last))
        .isInstanceOf(Action.Send.class);
    assertThat(ended(upToTheLook(PARK, lookedAt).heard(probed(STANDBY), last.plusNanos(1))))
        .isEqualTo(new OrderOutcome.NotSent("the last probe is older than 200 ms"));
  }

  @Test
  void sendsADecisionThatIsAsOldAsItMayBeAndNoneThatIsOlder() {
    Instant last = START.plus(OrderDialogue.LIMIT);
    assertThat(upToTheLook(PARK, last).heard(probed(STANDBY), last))
        .isInstanceOf(Action.Send.class);
    assertThat(ended(upToTheLook(PARK, last).heard(probed(STANDBY), last.plusNanos(1))))
        .isEqualTo(new OrderOutcome.NotSent("the decision is older than 600 ms"));
  }

  /** The active server may have gone on since then, and nothing looks at it again. */
  @Test
  void aPromotionThatLocksNobodyOutIsDecidedAMomentBefore() {
    Instant last = START.plus(Order.MAX_AGE);
    Instant lookedAt = START.plusMillis(100);
    assertThat(upToTheLook(PROMOTE, lookedAt).heard(probed(STANDBY), last))
        .isInstanceOf(Action.Send.class);
    assertThat(ended(upToTheLook(PROMOTE, lookedAt).heard(probed(STANDBY), last.plusNanos(1))))
        .isEqualTo(new OrderOutcome.NotSent("the decision is older than 200 ms"));
  }

  /** The lockout takes three round trips more. */
  @Test
  void sendsALockedOutDecisionThatIsAsOldAsItMayBeAndNoneThatIsOlder() {
    Instant last = START.plus(OrderDialogue.LIMIT_LOCKED_OUT);
    assertThat(upToTheLastLook(last).heard(probed(STANDBY), last)).isInstanceOf(Action.Send.class);
    assertThat(ended(upToTheLastLook(last).heard(probed(STANDBY), last.plusNanos(1))))
        .isEqualTo(new OrderOutcome.NotSent("the decision is older than 1500 ms"));
  }

  private static OrderDialogue upToTheLastLook(Instant lookedAt) {
    OrderDialogue dialogue = new OrderDialogue(SEALED, START, KEYS);
    dialogue.begin(true, START);
    dialogue.connected(LOGIN);
    dialogue.heard(new Heard.Listed(Optional.empty(), List.of()), at(1));
    assertThat(dialogue.heard(probed(PARKED), lookedAt)).isEqualTo(probe(Server.BACKUP));
    return dialogue;
  }

  @Test
  void knowsThatNothingWasSentUntilThePacketIsAndNothingAfterThat() {
    OrderDialogue before = upToTheLook();
    assertThat(ended(before.failed(ConnectionFailure.CLOSED)))
        .isInstanceOf(OrderOutcome.NotSent.class);
    assertThat(ended(upToTheLook().expired())).isInstanceOf(OrderOutcome.NotSent.class);
    OrderDialogue after = upToTheLook();
    after.heard(probed(STANDBY), at(1));
    assertThat(ended(after.failed(ConnectionFailure.CLOSED)))
        .isInstanceOf(OrderOutcome.Unknown.class);
    assertThat(ended(after.expired())).isInstanceOf(OrderOutcome.Unknown.class);
  }

  @Test
  void canBeGivenUpUntilThePacketIsSentAndNotAfterThat() {
    OrderOutcome givenUp = new OrderOutcome.NotSent("it has become needless: a test");
    OrderDialogue dialling = new OrderDialogue(SEALED, START, KEYS);
    dialling.begin(false, START);
    assertThat(dialling.givenUp("a test").map(OrderDialogueTest::ended)).contains(givenUp);
    OrderDialogue lockingOut = new OrderDialogue(SEALED, START, KEYS);
    lockingOut.begin(true, START);
    assertThat(lockingOut.givenUp("a test").map(OrderDialogueTest::ended)).contains(givenUp);
    OrderDialogue looking = upToTheLook();
    assertThat(looking.givenUp("a test").map(OrderDialogueTest::ended)).contains(givenUp);
    OrderDialogue sent = upToTheLook();
    sent.heard(probed(STANDBY), at(1));
    assertThat(sent.givenUp("a test")).isEmpty();
  }

  @Test
  void isNotDoneWhenTheServerRefusesOrDoesNotSayWhatItIsAfterwards() {
    OrderDialogue refused = upToTheLook();
    refused.heard(probed(STANDBY), at(1));
    ErrorReply error = ErrorReply.parse("NOPERM no permission");
    assertThat(
            ended(
                refused.heard(
                    new Heard.Changed(Optional.of(error), new ProbeAnswer.Answered(STANDBY)),
                    at(2))))
        .isInstanceOf(OrderOutcome.Unknown.class);
    OrderDialogue loading = upToTheLook();
    loading.heard(probed(STANDBY), at(1));
    assertThat(
            ended(
                loading.heard(
                    new Heard.Changed(
                        Optional.empty(), new ProbeAnswer.Errored(error, Optional.empty())),
                    at(2))))
        .isInstanceOf(OrderOutcome.Unknown.class);
  }
}
