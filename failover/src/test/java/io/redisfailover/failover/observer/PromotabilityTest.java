package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.view.Answer;
import io.redisfailover.failover.view.Line;
import io.redisfailover.failover.view.LinkTarget;
import io.redisfailover.failover.view.Marker;
import io.redisfailover.failover.view.Markers;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an observer must have seen before it may promote the standby. */
class PromotabilityTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final Line LINE = new Line(1, Node.MASTER, "id");
  private static final ServerState.Role LINKED =
      new ServerState.Replica(LinkTarget.PEER, true, false, 0);
  private static final ServerState.Role DOWN =
      new ServerState.Replica(LinkTarget.PEER, false, false, -1);
  private static final long MAX_LAG = 50;

  private static View active(long at, long offset, int pingPeriod) {
    return answered(Node.MASTER, at, new ServerState.Master(), offset, pingPeriod);
  }

  private static View standby(long at, ServerState.Role role, long offset) {
    return answered(Node.BACKUP, at, role, offset, 1);
  }

  private static View answered(
      Node node, long at, ServerState.Role role, long offset, int pingPeriod) {
    ServerState state =
        new ServerState(
            node + "-run",
            role,
            "id",
            offset,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Node.MASTER)),
            true,
            3,
            0,
            pingPeriod,
            Optional.empty());
    return new View(
        node, START.plusMillis(at), START.plusMillis(at + 1), new Answer.Answered(state));
  }

  private static View refused(long at) {
    return new View(
        Node.MASTER, START.plusMillis(at), START.plusMillis(at + 1), new Answer.Refused());
  }

  private static Observation observation() {
    return Observation.starting(
            START, new Observation.Detection(Duration.ofMillis(1_500), Guards.ALL))
        .adopt(LINE, Optional.of("Master-run"), START);
  }

  /** Both servers healthy for half a second, the last looks at 400 and 410 ms. */
  private static Observation healthy() {
    Observation seen = observation();
    for (long at = 0; at <= 400; at += 100) {
      seen = seen.seen(standby(at, LINKED, 100)).seen(active(at + 10, 100, 1));
    }
    return seen;
  }

  private static Optional<String> obstacle(Observation seen) {
    return Promotability.incompleteCopy(seen, MAX_LAG);
  }

  @Test
  void aStandbyThatWasSeenInSyncMayBePromoted() {
    assertThat(obstacle(healthy().seen(refused(450)))).isEmpty();
  }

  @Test
  void aLinkThatGoesDownWithItsMasterDoesNotEndTheWitness() {
    Observation seen = healthy().seen(standby(430, DOWN, 100)).seen(refused(450));
    assertThat(obstacle(seen)).isEmpty();
  }

  @Test
  void aLinkThatIsDownWhileTheMasterAnswersEndsTheWitness() {
    Observation seen =
        healthy().seen(standby(430, DOWN, 100)).seen(active(440, 100, 1)).seen(refused(450));
    assertThat(obstacle(seen)).hasValueSatisfying(why -> assertThat(why).contains("in sync"));
  }

  @Test
  void anOffsetShownBeforeTheLinkCameUpProvesNothing() {
    Observation seen =
        observation()
            .seen(active(0, 100, 1))
            .seen(standby(10, LINKED, 100))
            .seen(standby(20, LINKED, 100))
            .seen(refused(50));
    assertThat(obstacle(seen)).isPresent();
  }

  @Test
  void aStandbyThatIsKnownToBeFarBehindIsNotPromoted() {
    Observation seen = healthy().seen(active(420, 100 + MAX_LAG + 1, 1)).seen(refused(450));
    assertThat(obstacle(seen)).hasValueSatisfying(why -> assertThat(why).contains("lacks"));
  }

  @Test
  void aBlindObserverDoesNotKnow() {
    assertThat(obstacle(healthy().seen(refused(1_000))))
        .hasValueSatisfying(why -> assertThat(why).contains("nothing was seen"));
  }

  @Test
  void aClosedConnectionProvesNothingBeforeItWasDialledAgain() {
    Instant at = START.plusMillis(450);
    Observation seen =
        healthy().seen(new View(Node.MASTER, at, at, new Answer.Closed(false)));
    assertThat(Promotability.staleLook(seen, at)).isPresent();
    Observation dialled = seen.seen(refused(451));
    assertThat(Promotability.staleLook(dialled, START.plusMillis(452))).isEmpty();
    assertThat(Promotability.staleLook(dialled, START.plusMillis(700))).isPresent();
  }

  @Test
  void aStandbyThatStillHearsItsMasterIsNotPromoted() {
    Observation seen = healthy().seen(refused(450)).seen(standby(460, LINKED, 100));
    assertThat(Promotability.standbyHearsActive(seen, START.plusMillis(461)))
        .hasValueSatisfying(why -> assertThat(why).contains("still hears"));
  }

  @Test
  void secondsOfSilenceCountOnlyIfTheMasterPingsEachSecond() {
    ServerState.Role unheard = new ServerState.Replica(LinkTarget.PEER, true, false, 3);
    Observation pinging = healthy().seen(refused(450)).seen(standby(460, unheard, 100));
    assertThat(Promotability.standbyHearsActive(pinging, START.plusMillis(461))).isEmpty();
    Observation quiet =
        healthy().seen(active(420, 100, 10)).seen(refused(450)).seen(standby(460, unheard, 100));
    assertThat(Promotability.standbyHearsActive(quiet, START.plusMillis(461))).isPresent();
  }

  @Test
  void oneFlapOfTheLinkAfterSilenceProvesNothing() {
    View silent =
        new View(
            Node.MASTER,
            START.plusMillis(1_500),
            START.plusMillis(2_000),
            new Answer.Silent("no answer in time"));
    Observation flapped = healthy().seen(silent).seen(standby(2_010, DOWN, 100));
    assertThat(Promotability.standbyHearsActive(flapped, START.plusMillis(2_011))).isPresent();
    Observation lasting = flapped.seen(standby(2_270, DOWN, 100));
    assertThat(Promotability.standbyHearsActive(lasting, START.plusMillis(2_271))).isEmpty();
  }

  @Test
  void whatTheStandbySaidBeforeTheFailureDoesNotCount() {
    Observation seen = healthy().seen(standby(430, DOWN, 100)).seen(refused(450));
    assertThat(Promotability.standbyHearsActive(seen, START.plusMillis(452)))
        .hasValueSatisfying(why -> assertThat(why).contains("not asked since"));
  }
}
