package io.redisfailover.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.controlapi.RoleChange.Clients;
import io.redisfailover.controlapi.RoleChange.Moment;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.command.Command;
import io.redisfailover.failover.command.Command.Promote.Obsolete;
import io.redisfailover.failover.command.OrderOutcome;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.observer.ObserverMemory;
import io.redisfailover.failover.policy.FailoverSettings;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.routing.RoleChangeRecorder.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that routes to Master; its probes are answered at 0, 100 and 200 ms. */
class RoleChangeRecorderTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Epoch LINE = new Epoch(7, Server.MASTER, "first");
  private static final Epoch NEXT = new Epoch(10, Server.BACKUP, "second");
  private static final ServerState STANDBY =
      server(
          Server.BACKUP,
          new ServerState.Replica(LinkTarget.PEER, true, false, 0),
          "first",
          1_000,
          "",
          -1);
  private static final ServerState PROMOTED =
      server(Server.BACKUP, new ServerState.Primary(), "second", 1_000, "first", 971);
  private static final Command.Promote PROMOTE =
      new Command.Promote(
          Server.BACKUP,
          10,
          Command.Expected.of(STANDBY),
          0,
          Obsolete.EPOCH,
          "Master died: Backup is promoted");

  private final Counts counts = new Counts();
  private final RoleChangeRecorder recorder = new RoleChangeRecorder(counts);
  private ObserverMemory seen =
      ProxyState.starting(START, FailoverSettings.DEFAULT)
          .seen()
          .adopt(LINE, Optional.of("Master run"), START);

  @BeforeEach
  void routeToMaster() {
    counts.onMaster = 5;
    assertThat(recorder.routed(Server.MASTER, "found", seen, at(0))).isEmpty();
    for (int millis = 0; millis <= 200; millis += 100) {
      watch(probe(Server.MASTER, millis, answer(master(1_000))));
    }
  }

  @Test
  void tellsAFailoverOfItsOwnFromTheLastAnswerToTheOpenRoute() {
    counts.onMaster = 8;
    watch(probe(Server.MASTER, 300, answer(master(1_000))));
    watch(probe(Server.MASTER, 350, new ProbeAnswer.Closed(false)));
    counts.onMaster = 0;
    watch(probe(Server.MASTER, 352, new ProbeAnswer.Refused()));
    recorder.promoting(PROMOTE, Cause.REFUSED, seen, at(360));
    recorder.held(at(360));
    counts.heldTotal = 6;
    counts.firstHeldAt = Optional.of(at(363));
    ProbeResult reply = probe(Server.BACKUP, 365, answer(PROMOTED));
    recorder.ended(PROMOTE, new OrderOutcome.Done(reply));
    watch(reply);

    RoleChange change = change(Server.BACKUP, 370);

    assertThat(change.kind()).isEqualTo(RoleChange.Kind.FAILOVER);
    assertThat(change.cause()).contains(Cause.REFUSED);
    assertThat(change.detectedBy()).isEqualTo("connection refused");
    assertThat(change.message()).isEqualTo("Master died: Backup is promoted");
    assertThat(change.moments().known())
        .containsOnly(
            moment(Moment.LAST_ANSWER, 300),
            moment(Moment.FIRST_FAILED_PROBE, 350),
            moment(Moment.DECIDED, 360),
            moment(Moment.PROMOTE_SENT, 365),
            moment(Moment.PROMOTED, 366),
            moment(Moment.ROUTED, 370));
    assertThat(change.detectedAfter()).contains(Duration.ofMillis(60));
    assertThat(change.gapBytes()).hasValue(30);
    assertThat(change.clients())
        .isEqualTo(new Clients(OptionalLong.of(8), 6, Optional.of(Duration.ofMillis(7))));
  }

  @Test
  void tellsThatSomebodyElseHadMadeTheChange() {
    watch(probe(Server.BACKUP, 250, answer(PROMOTED)));
    RoleChange change = change(Server.BACKUP, 252);
    assertThat(change.kind()).isEqualTo(RoleChange.Kind.EXTERNAL);
    assertThat(change.cause()).contains(Cause.NEWER_EPOCH);
    assertThat(change.detectedBy()).isEqualTo("another proxy or the controller");
    assertThat(change.moments().known())
        .containsOnly(
            moment(Moment.LAST_ANSWER, 200),
            moment(Moment.PROMOTED, 251),
            moment(Moment.ROUTED, 252));
    assertThat(change.clients()).isEqualTo(new Clients(OptionalLong.of(5), 0, Optional.empty()));
    assertThat(change.gapBytes()).hasValue(30);
  }

  @Test
  void stillKnowsTheOldServerWhenTheNewOneIsRoutedToLater() {
    watch(probe(Server.BACKUP, 250, answer(PROMOTED)));
    seen = seen.adopt(NEXT, Optional.of("Backup run"), at(251));
    watch(probe(Server.BACKUP, 350, answer(PROMOTED)));
    RoleChange change = change(Server.BACKUP, 360);
    assertThat(change.moments().at(Moment.LAST_ANSWER)).contains(at(200));
    assertThat(change.gapBytes()).hasValue(30);
    assertThat(change.clients().sessionsClosed()).hasValue(5);
  }

  @Test
  void tellsAPlannedSwitchFromItsAnnouncement() {
    counts.onMaster = 7;
    recorder.announced(Cause.FAILBACK, at(210));
    assertThat(recorder.closeReason()).isEqualTo(CloseReason.KILLED);
    watch(probe(Server.BACKUP, 250, answer(PROMOTED)));
    RoleChange change = change(Server.BACKUP, 252);
    assertThat(change.kind()).isEqualTo(RoleChange.Kind.SWITCHOVER);
    assertThat(change.cause()).contains(Cause.FAILBACK);
    assertThat(change.detectedBy()).isEqualTo("the controller");
    assertThat(change.moments().order())
        .containsExactly(Moment.ANNOUNCED, Moment.PROMOTED, Moment.ROUTED);
    assertThat(change.detectedAfter()).isEmpty();
    assertThat(change.clients().sessionsClosed()).hasValue(7);
  }

  @Test
  void tellsNothingOfAPromotionThatAPlannedSwitchHadMadeNeedless() {
    recorder.announced(Cause.FAILBACK, at(210));
    recorder.promoting(PROMOTE, Cause.REFUSED, seen, at(240));
    recorder.ended(PROMOTE, new OrderOutcome.NotSent("it is master by now"));
    watch(probe(Server.BACKUP, 250, answer(PROMOTED)));
    assertThat(change(Server.BACKUP, 252).moments().order())
        .containsExactly(Moment.ANNOUNCED, Moment.PROMOTED, Moment.ROUTED);
  }

  @Test
  void tellsThatItFinishedAPlannedSwitchItself() {
    recorder.announced(Cause.FAILBACK, at(210));
    recorder.promoting(PROMOTE, Cause.REFUSED, seen, at(240));
    ProbeResult reply = probe(Server.BACKUP, 245, answer(PROMOTED));
    recorder.ended(PROMOTE, new OrderOutcome.Done(reply));
    watch(reply);
    assertThat(change(Server.BACKUP, 252).moments().order())
        .containsExactly(
            Moment.ANNOUNCED, Moment.DECIDED, Moment.PROMOTE_SENT, Moment.PROMOTED, Moment.ROUTED);
  }

  @Test
  void forgetsAPromotionThatWasNotNeededInTheEnd() {
    watch(probe(Server.MASTER, 250, new ProbeAnswer.Refused()));
    recorder.promoting(PROMOTE, Cause.REFUSED, seen, at(251));
    recorder.ended(PROMOTE, new OrderOutcome.NotSent("Master is back"));
    assertThat(recorder.routed(Server.MASTER, "Master is back", seen, at(260))).isEmpty();
    watch(probe(Server.MASTER, 300, answer(master(1_000))));
    watch(probe(Server.BACKUP, 350, answer(PROMOTED)));
    assertThat(change(Server.BACKUP, 352).kind()).isEqualTo(RoleChange.Kind.EXTERNAL);
  }

  @Test
  void countsOnlyClientsThatWaitedForThisRoute() {
    counts.heldTotal = 40;
    counts.firstHeldAt = Optional.of(at(-1_000));
    watch(probe(Server.BACKUP, 250, answer(PROMOTED)));
    assertThat(change(Server.BACKUP, 252).clients())
        .isEqualTo(new Clients(OptionalLong.of(5), 0, Optional.empty()));
  }

  @Test
  void tellsOfAChecksVerdictWhatIsKnown() {
    Opening opening =
        recorder
            .rerouted(
                Server.BACKUP, Cause.CHECK, "Master is down by its check; Backup is up.", at(50))
            .orElseThrow();
    recorder.opened(opening, at(51));
    RoleChange change = recorder.changes().getFirst();
    assertThat(change.kind()).isEqualTo(RoleChange.Kind.REROUTE);
    assertThat(change.cause()).contains(Cause.CHECK);
    assertThat(change.moments().order()).containsExactly(Moment.DECIDED, Moment.ROUTED);
    assertThat(change.gapBytes()).isEmpty();
    assertThat(change.clients().sessionsClosed()).isEmpty();
  }

  private RoleChange change(Server to, int millis) {
    Opening opening = recorder.routed(to, "seen", seen, at(millis - 1)).orElseThrow();
    counts.onMaster = 0;
    recorder.opened(opening, at(millis));
    return recorder.changes().getFirst();
  }

  private void watch(ProbeResult result) {
    seen = seen.seen(result);
    recorder.watched(seen);
  }

  private static Map.Entry<Moment, Instant> moment(Moment moment, int millis) {
    return Map.entry(moment, at(millis));
  }

  private static ProbeAnswer answer(ServerState state) {
    return new ProbeAnswer.Answered(state);
  }

  private static ServerState master(long offset) {
    return server(Server.MASTER, new ServerState.Primary(), "first", offset, "", -1);
  }

  private static ServerState server(
      Server server,
      ServerState.Role role,
      String id,
      long offset,
      String formerId,
      long formerOffset) {
    return new ServerState(
        server + " run",
        role,
        id,
        offset,
        Optional.of(formerId).filter(known -> !known.isEmpty()),
        formerOffset,
        Markers.of(
            id.equals("second") ? new Marker(10, Server.BACKUP) : new Marker(7, Server.MASTER), id),
        true,
        3,
        0,
        1,
        Optional.empty());
  }

  private static ProbeResult probe(Server server, int millis, ProbeAnswer answer) {
    return new ProbeResult(server, at(millis), at(millis + 1), answer);
  }

  private static Instant at(int millis) {
    return START.plusMillis(millis);
  }

  private static final class Counts implements SessionCounts {
    private long onMaster;
    private long heldTotal;
    private Optional<Instant> firstHeldAt = Optional.empty();

    @Override
    public long sessionsOf(Server server) {
      return server == Server.MASTER ? onMaster : 0;
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
