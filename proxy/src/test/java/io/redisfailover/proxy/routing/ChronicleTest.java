package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.observer.Observation;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.ProxyState;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.routing.Chronicle.Opening;
import io.redisfailover.proxy.stats.AffectedClients;
import io.redisfailover.proxy.stats.PastFailover;
import io.redisfailover.proxy.stats.Timeline.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that routes to Master; its looks are answered at 0, 100 and 200 ms. */
class ChronicleTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Line LINE = new Line(7, Node.MASTER, "first");
  private static final Line NEXT = new Line(10, Node.BACKUP, "second");
  private static final ServerState STANDBY =
      server(
          Node.BACKUP,
          new ServerState.Replica(LinkTarget.PEER, true, false, 0),
          "first",
          1_000,
          "",
          -1);
  private static final ServerState PROMOTED =
      server(Node.BACKUP, new ServerState.Master(), "second", 1_000, "first", 971);
  private static final Command.Promote PROMOTE =
      new Command.Promote(
          Node.BACKUP,
          10,
          Command.Expected.of(STANDBY),
          0,
          true,
          "Master died: Backup is promoted");

  private final Counts counts = new Counts();
  private final Chronicle chronicle = new Chronicle(counts);
  private Observation seen =
      ProxyState.starting(START, FailoverSettings.DEFAULT)
          .seen()
          .adopt(LINE, Optional.of("Master run"), START);

  @BeforeEach
  void routeToMaster() {
    counts.onMaster = 5;
    assertThat(chronicle.routed(Node.MASTER, "found", seen, at(0))).isEmpty();
    for (int millis = 0; millis <= 200; millis += 100) {
      watch(look(Node.MASTER, millis, answer(master(1_000))));
    }
  }

  @Test
  void tellsAFailoverOfItsOwnFromTheLastAnswerToTheOpenRoute() {
    counts.onMaster = 8;
    watch(look(Node.MASTER, 300, answer(master(1_000))));
    watch(look(Node.MASTER, 350, new Answer.Closed(false)));
    counts.onMaster = 0;
    watch(look(Node.MASTER, 352, new Answer.Refused()));
    chronicle.promoting(PROMOTE, Cause.REFUSED, seen, at(360));
    chronicle.held(at(360));
    counts.heldTotal = 6;
    counts.firstHeldAt = Optional.of(at(363));
    View reply = look(Node.BACKUP, 365, answer(PROMOTED));
    chronicle.ended(PROMOTE, new OrderOutcome.Done(reply));
    watch(reply);

    PastFailover change = change(Node.BACKUP, 370);

    assertThat(change.kind()).isEqualTo(PastFailover.Kind.FAILOVER);
    assertThat(change.cause()).isEqualTo(Cause.REFUSED);
    assertThat(change.detectedBy()).isEqualTo("connection refused");
    assertThat(change.sentence()).isEqualTo("Master died: Backup is promoted");
    assertThat(change.timeline().moments())
        .containsOnly(
            moment(Moment.LAST_ANSWER, 300),
            moment(Moment.FIRST_FAILED_LOOK, 350),
            moment(Moment.DECIDED, 360),
            moment(Moment.PROMOTE_SENT, 365),
            moment(Moment.PROMOTED, 366),
            moment(Moment.ROUTED, 370));
    assertThat(change.detectedAfter()).contains(Duration.ofMillis(60));
    assertThat(change.gapBytes()).hasValue(30);
    assertThat(change.clients())
        .isEqualTo(new AffectedClients(OptionalLong.of(8), 6, Optional.of(Duration.ofMillis(7))));
  }

  @Test
  void tellsThatSomebodyElseHadMadeTheChange() {
    watch(look(Node.BACKUP, 250, answer(PROMOTED)));
    PastFailover change = change(Node.BACKUP, 252);
    assertThat(change.kind()).isEqualTo(PastFailover.Kind.ADOPTION);
    assertThat(change.cause()).isEqualTo(Cause.NEWER_EPOCH);
    assertThat(change.detectedBy()).isEqualTo("another proxy or the controller");
    assertThat(change.timeline().moments())
        .containsOnly(
            moment(Moment.LAST_ANSWER, 200),
            moment(Moment.PROMOTED, 251),
            moment(Moment.ROUTED, 252));
    assertThat(change.clients())
        .isEqualTo(new AffectedClients(OptionalLong.of(5), 0, Optional.empty()));
    assertThat(change.gapBytes()).hasValue(30);
  }

  @Test
  void stillKnowsTheOldServerWhenTheNewOneIsRoutedToLater() {
    watch(look(Node.BACKUP, 250, answer(PROMOTED)));
    seen = seen.adopt(NEXT, Optional.of("Backup run"), at(251));
    watch(look(Node.BACKUP, 350, answer(PROMOTED)));
    PastFailover change = change(Node.BACKUP, 360);
    assertThat(change.timeline().at(Moment.LAST_ANSWER)).contains(at(200));
    assertThat(change.gapBytes()).hasValue(30);
    assertThat(change.clients().sessionsClosed()).hasValue(5);
  }

  @Test
  void tellsAPlannedSwitchFromItsAnnouncement() {
    counts.onMaster = 7;
    chronicle.planned(Cause.FAILBACK, at(210));
    assertThat(chronicle.closeReason()).isEqualTo(CloseReason.KILLED);
    watch(look(Node.BACKUP, 250, answer(PROMOTED)));
    PastFailover change = change(Node.BACKUP, 252);
    assertThat(change.kind()).isEqualTo(PastFailover.Kind.SWITCHOVER);
    assertThat(change.cause()).isEqualTo(Cause.FAILBACK);
    assertThat(change.detectedBy()).isEqualTo("planned switch");
    assertThat(change.timeline().order())
        .containsExactly(Moment.ANNOUNCED, Moment.PROMOTED, Moment.ROUTED);
    assertThat(change.detectedAfter()).isEmpty();
    assertThat(change.clients().sessionsClosed()).hasValue(7);
  }

  @Test
  void tellsNothingOfAPromotionThatAPlannedSwitchHadMadeNeedless() {
    chronicle.planned(Cause.FAILBACK, at(210));
    chronicle.promoting(PROMOTE, Cause.REFUSED, seen, at(240));
    chronicle.ended(PROMOTE, new OrderOutcome.NotSent("it is master by now"));
    watch(look(Node.BACKUP, 250, answer(PROMOTED)));
    assertThat(change(Node.BACKUP, 252).timeline().order())
        .containsExactly(Moment.ANNOUNCED, Moment.PROMOTED, Moment.ROUTED);
  }

  @Test
  void tellsThatItFinishedAPlannedSwitchItself() {
    chronicle.planned(Cause.FAILBACK, at(210));
    chronicle.promoting(PROMOTE, Cause.REFUSED, seen, at(240));
    View reply = look(Node.BACKUP, 245, answer(PROMOTED));
    chronicle.ended(PROMOTE, new OrderOutcome.Done(reply));
    watch(reply);
    assertThat(change(Node.BACKUP, 252).timeline().order())
        .containsExactly(
            Moment.ANNOUNCED, Moment.DECIDED, Moment.PROMOTE_SENT, Moment.PROMOTED, Moment.ROUTED);
  }

  @Test
  void forgetsAPromotionThatWasNotNeededInTheEnd() {
    watch(look(Node.MASTER, 250, new Answer.Refused()));
    chronicle.promoting(PROMOTE, Cause.REFUSED, seen, at(251));
    chronicle.ended(PROMOTE, new OrderOutcome.NotSent("Master is back"));
    assertThat(chronicle.routed(Node.MASTER, "Master is back", seen, at(260))).isEmpty();
    watch(look(Node.MASTER, 300, answer(master(1_000))));
    watch(look(Node.BACKUP, 350, answer(PROMOTED)));
    assertThat(change(Node.BACKUP, 352).kind()).isEqualTo(PastFailover.Kind.ADOPTION);
  }

  @Test
  void countsOnlyClientsThatWaitedForThisRoute() {
    counts.heldTotal = 40;
    counts.firstHeldAt = Optional.of(at(-1_000));
    watch(look(Node.BACKUP, 250, answer(PROMOTED)));
    assertThat(change(Node.BACKUP, 252).clients())
        .isEqualTo(new AffectedClients(OptionalLong.of(5), 0, Optional.empty()));
  }

  @Test
  void tellsOfAChecksVerdictWhatIsKnown() {
    Opening opening =
        chronicle.rerouted(Node.BACKUP, "the check of Master fails", at(50)).orElseThrow();
    chronicle.opened(opening, at(51));
    PastFailover change = chronicle.changes().getFirst();
    assertThat(change.kind()).isEqualTo(PastFailover.Kind.REROUTE);
    assertThat(change.cause()).isEqualTo(Cause.CHECK);
    assertThat(change.timeline().order()).containsExactly(Moment.DECIDED, Moment.ROUTED);
    assertThat(change.gapBytes()).isEmpty();
    assertThat(change.clients().sessionsClosed()).isEmpty();
  }

  private PastFailover change(Node to, int millis) {
    Opening opening = chronicle.routed(to, "seen", seen, at(millis - 1)).orElseThrow();
    counts.onMaster = 0;
    chronicle.opened(opening, at(millis));
    return chronicle.changes().getFirst();
  }

  private void watch(View view) {
    seen = seen.seen(view);
    chronicle.watched(seen);
  }

  private static Map.Entry<Moment, Instant> moment(Moment moment, int millis) {
    return Map.entry(moment, at(millis));
  }

  private static Answer answer(ServerState state) {
    return new Answer.Answered(state);
  }

  private static ServerState master(long offset) {
    return server(Node.MASTER, new ServerState.Master(), "first", offset, "", -1);
  }

  private static ServerState server(
      Node node,
      ServerState.Role role,
      String id,
      long offset,
      String formerId,
      long formerOffset) {
    return new ServerState(
        node + " run",
        role,
        id,
        offset,
        Optional.of(formerId).filter(known -> !known.isEmpty()),
        formerOffset,
        Markers.of(id.equals("second") ? new Marker(10, Node.BACKUP) : new Marker(7, Node.MASTER)),
        true,
        3,
        0,
        1,
        Optional.empty());
  }

  private static View look(Node node, int millis, Answer answer) {
    return new View(node, at(millis), at(millis + 1), answer);
  }

  private static Instant at(int millis) {
    return START.plusMillis(millis);
  }

  private static final class Counts implements SessionCounts {
    private long onMaster;
    private long heldTotal;
    private Optional<Instant> firstHeldAt = Optional.empty();

    @Override
    public long sessionsOf(Node node) {
      return node == Node.MASTER ? onMaster : 0;
    }

    @Override
    public long heldTotal() {
      return heldTotal;
    }

    @Override
    public Optional<Instant> firstHeldAt() {
      return firstHeldAt;
    }
  }
}
