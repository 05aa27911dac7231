package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an observer must have seen before it may promote the standby. */
class PromotabilityTest {
  private static final Instant START = Instant.ofEpochSecond(100);
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, "id");
  private static final ServerState.Role LINKED =
      new ServerState.Replica(LinkTarget.PEER, true, false, 0);
  private static final ServerState.Role DOWN =
      new ServerState.Replica(LinkTarget.PEER, false, false, -1);
  private static final long MAX_LAG = 50;

  private static ProbeResult active(long at, long offset, int pingPeriod) {
    return answered(Server.MASTER, at, new ServerState.Primary(), offset, pingPeriod);
  }

  private static ProbeResult standby(long at, ServerState.Role role, long offset) {
    return answered(Server.BACKUP, at, role, offset, 1);
  }

  private static ProbeResult answered(
      Server server, long at, ServerState.Role role, long offset, int pingPeriod) {
    ServerState state =
        new ServerState(
            server + "-run",
            role,
            "id",
            offset,
            Optional.empty(),
            -1,
            Markers.of(new Marker(1, Server.MASTER), "id"),
            true,
            3,
            0,
            pingPeriod,
            Optional.empty());
    return new ProbeResult(
        server, START.plusMillis(at), START.plusMillis(at + 1), new ProbeAnswer.Answered(state));
  }

  private static ProbeResult refused(long at) {
    return new ProbeResult(
        Server.MASTER, START.plusMillis(at), START.plusMillis(at + 1), new ProbeAnswer.Refused());
  }

  private static ObserverMemory observation() {
    return ObserverMemory.starting(
            START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
        .adopt(EPOCH, Optional.of("Master-run"), START);
  }

  /** Both servers healthy for half a second, the last probes 400 and 410 ms. */
  private static ObserverMemory healthy() {
    ObserverMemory seen = observation();
    for (long at = 0; at <= 400; at += 100) {
      seen = seen.seen(standby(at, LINKED, 100)).seen(active(at + 10, 100, 1));
    }
    return seen;
  }

  private static Optional<String> obstacle(ObserverMemory seen) {
    return Promotability.incompleteCopy(seen, MAX_LAG);
  }

  @Test
  void aStandbyThatWasSeenInSyncMayBePromoted() {
    assertThat(obstacle(healthy().seen(refused(450)))).isEmpty();
  }

  @Test
  void aLinkThatGoesDownWithItsMasterDoesNotEndTheWitness() {
    ObserverMemory seen = healthy().seen(standby(430, DOWN, 100)).seen(refused(450));
    assertThat(obstacle(seen)).isEmpty();
  }

  @Test
  void aLinkThatIsDownWhileTheMasterAnswersEndsTheWitness() {
    ObserverMemory seen =
        healthy().seen(standby(430, DOWN, 100)).seen(active(440, 100, 1)).seen(refused(450));
    assertThat(obstacle(seen)).hasValueSatisfying(why -> assertThat(why).contains("in sync"));
  }

  @Test
  void anOffsetShownBeforeTheLinkCameUpProvesNothing() {
    ObserverMemory seen =
        observation()
            .seen(active(0, 100, 1))
            .seen(standby(10, LINKED, 100))
            .seen(standby(20, LINKED, 100))
            .seen(refused(50));
    assertThat(obstacle(seen)).isPresent();
  }

  @Test
  void aStandbyThatIsKnownToBeFarBehindIsNotPromoted() {
    ObserverMemory seen = healthy().seen(active(420, 100 + MAX_LAG + 1, 1)).seen(refused(450));
    assertThat(obstacle(seen))
        .hasValueSatisfying(why -> assertThat(why).contains("further behind"));
  }

  @Test
  void aBlindObserverDoesNotKnow() {
    assertThat(obstacle(healthy().seen(refused(1_000))))
        .hasValueSatisfying(why -> assertThat(why).contains("was not seen for a while"));
  }

  /** Each answer takes as long as a probe may, and the next probe is sent when it has come. */
  @Test
  void aSlowServerThatDiesIsNotOneThatWasNotSeen() {
    ObserverMemory seen = healthy();
    for (long at = 500; at <= 1_000; at += 100) {
      seen = seen.seen(standby(at, LINKED, 100));
    }
    seen = seen.seen(late(active(420, 100, 1), 1_015)).seen(refused(1_016));
    assertThat(obstacle(seen)).isEmpty();
  }

  @Test
  void whoseStandbyWasNotSeenEitherIsNotKnown() {
    ObserverMemory seen = healthy().seen(late(active(420, 100, 1), 1_015)).seen(refused(1_016));
    assertThat(obstacle(seen))
        .hasValueSatisfying(why -> assertThat(why).contains("was not seen for a while"));
  }

  @Test
  void aSlowServerThatAnswersAfterItsLinkBrokeHasOutlivedIt() {
    ObserverMemory seen = healthy().seen(standby(430, DOWN, 100)).seen(standby(900, DOWN, 100));
    seen = seen.seen(late(active(440, 100, 1), 910)).seen(refused(911));
    assertThat(obstacle(seen)).hasValueSatisfying(why -> assertThat(why).contains("in sync"));
  }

  /** A script keeps a server from saying what it is, for as long as it runs. */
  @Test
  void aServerThatAnswersBusyUntilItIsEndedWasSeen() {
    ObserverMemory seen = healthy();
    seen = erring(seen, 500, 9_000, "BUSY running a script");
    assertThat(obstacle(seen.seen(refused(9_050)))).isEmpty();
  }

  @Test
  void anErrorProvesNothingOnceTheLinkHasBroken() {
    ObserverMemory seen =
        healthy()
            .seen(standby(500, DOWN, 100))
            .seen(errored(510, "BUSY running a script"))
            .seen(standby(600, LINKED, 100));
    seen = erring(seen, 700, 2_000, "BUSY running a script");
    assertThat(obstacle(seen.seen(refused(2_050)))).isPresent();
  }

  @Test
  void anErrorProvesNothingOnceTheServerWasGone() {
    ObserverMemory seen = healthy().seen(refused(450));
    seen = erring(seen, 500, 2_000, "BUSY running a script");
    assertThat(obstacle(seen.seen(refused(2_050)))).isPresent();
  }

  @Test
  void aServerThatRefusesTheLoginWasNotSeen() {
    ObserverMemory seen = healthy();
    seen = erring(seen, 500, 2_000, "NOAUTH required");
    assertThat(obstacle(seen.seen(refused(2_050)))).isPresent();
  }

  private static ProbeResult late(ProbeResult result, long receivedAt) {
    return new ProbeResult(
        result.server(), result.sentAt(), START.plusMillis(receivedAt), result.answer());
  }

  /** The active server answers with an error all the time, and its standby's link is up. */
  private static ObserverMemory erring(ObserverMemory before, long from, long to, String error) {
    ObserverMemory seen = before;
    for (long at = from; at <= to; at += 100) {
      seen = seen.seen(standby(at, LINKED, 100)).seen(errored(at + 10, error));
    }
    return seen;
  }

  private static ProbeResult errored(long at, String error) {
    return new ProbeResult(
        Server.MASTER,
        START.plusMillis(at),
        START.plusMillis(at + 1),
        new ProbeAnswer.Errored(ErrorReply.parse(error), Optional.empty()));
  }

  @Test
  void aClosedConnectionProvesNothingBeforeItWasDialledAgain() {
    Instant at = START.plusMillis(450);
    ObserverMemory seen =
        healthy().seen(new ProbeResult(Server.MASTER, at, at, new ProbeAnswer.Closed(false)));
    assertThat(Promotability.staleProbe(seen, at)).isPresent();
    ObserverMemory dialled = seen.seen(refused(451));
    assertThat(Promotability.staleProbe(dialled, START.plusMillis(452))).isEmpty();
    assertThat(Promotability.staleProbe(dialled, START.plusMillis(700))).isPresent();
  }

  @Test
  void aStandbyThatStillHearsItsMasterIsNotPromoted() {
    ObserverMemory seen = healthy().seen(refused(450)).seen(standby(460, LINKED, 100));
    assertThat(Promotability.standbyHearsActive(seen, START.plusMillis(461)))
        .hasValueSatisfying(why -> assertThat(why).contains("still hears"));
  }

  @Test
  void secondsOfSilenceCountOnlyIfTheMasterPingsEachSecond() {
    ServerState.Role unheard = new ServerState.Replica(LinkTarget.PEER, true, false, 3);
    ObserverMemory pinging = healthy().seen(refused(450)).seen(standby(460, unheard, 100));
    assertThat(Promotability.standbyHearsActive(pinging, START.plusMillis(461))).isEmpty();
    ObserverMemory quiet =
        healthy().seen(active(420, 100, 10)).seen(refused(450)).seen(standby(460, unheard, 100));
    assertThat(Promotability.standbyHearsActive(quiet, START.plusMillis(461))).isPresent();
  }

  @Test
  void oneFlapOfTheLinkAfterSilenceProvesNothing() {
    ProbeResult silent =
        new ProbeResult(
            Server.MASTER,
            START.plusMillis(1_500),
            START.plusMillis(2_000),
            new ProbeAnswer.Silent("no answer in time"));
    ObserverMemory flapped = healthy().seen(silent).seen(standby(2_010, DOWN, 100));
    assertThat(Promotability.standbyHearsActive(flapped, START.plusMillis(2_011))).isPresent();
    ObserverMemory lasting = flapped.seen(standby(2_270, DOWN, 100));
    assertThat(Promotability.standbyHearsActive(lasting, START.plusMillis(2_271))).isEmpty();
  }

  @Test
  void whatTheStandbySaidBeforeTheFailureDoesNotCount() {
    ObserverMemory seen = healthy().seen(standby(430, DOWN, 100)).seen(refused(450));
    assertThat(Promotability.standbyHearsActive(seen, START.plusMillis(452)))
        .hasValueSatisfying(why -> assertThat(why).contains("waiting for the next probe of"));
  }

  /** It stood still from 420 ms on, and woke when the active server was dead. */
  private static ObserverMemory woken() {
    return healthy()
        .stoodStill(new Lull(START.plusMillis(420), START.plusMillis(5_000)))
        .seen(refused(5_010))
        .seen(standby(5_010, DOWN, 100));
  }

  private static PeerEvidence peer(SyncEvidence evidence, long failing, Lulls lulls) {
    return new PeerEvidence(
        START.plusMillis(5_020),
        Optional.of(EPOCH),
        evidence,
        Optional.of(START.plusMillis(failing)),
        lulls);
  }

  @Test
  void aStandstillIsNoBlindnessWhereThisProcessIsTheOnlyWay() {
    assertThat(obstacle(woken()))
        .contains(
            "the active server was not seen for a while before it failed, so Backup may lack writes");
    assertThat(obstacle(woken().peersNamed(Set.of(), START))).isEmpty();
  }

  @Test
  void aStandstillBesideAProxyThatIsNotHeardIsBlindness() {
    assertThat(obstacle(woken().peersNamed(Set.of("a:1", "b:1"), START)))
        .contains(
            "the active server was not seen for a while before it failed, so Backup may lack"
                + " writes; what a:1 and b:1 saw is not known");
  }

  @Test
  void aStandstillIsExcusedWhenEveryOtherProxyStoodStillToo() {
    ObserverMemory seen = woken().peersNamed(Set.of("a:1"), START);
    Lulls same = Lulls.NONE.with(new Lull(START.plusMillis(430), START.plusMillis(5_015)));
    PeerEvidence stood = peer(SyncEvidence.NONE, 5_015, same);
    PeerEvidence forwarded = peer(SyncEvidence.NONE, 5_015, Lulls.NONE);

    assertThat(obstacle(seen.peerSaid("a:1", stood))).isEmpty();
    assertThat(obstacle(seen.peerSaid("a:1", forwarded)))
        .contains(
            "the active server was not seen for a while before it failed, so Backup may lack writes");
  }

  @Test
  void oneThatHasJustStartedTakesTheEvidenceOfAPeer() {
    ObserverMemory seen =
        observation()
            .peersNamed(Set.of("a:1", "b:1"), START)
            .seen(refused(5_010))
            .seen(standby(5_010, DOWN, 100));
    SyncEvidence watched =
        healthy().seen(active(4_900, 100, 1)).seen(standby(4_950, LINKED, 100)).evidence();

    assertThat(obstacle(seen)).isPresent();
    assertThat(obstacle(seen.peerSaid("a:1", peer(watched, 5_005, Lulls.NONE)))).isEmpty();
    assertThat(obstacle(seen.peerSaid("a:1", peer(watched, 5_900, Lulls.NONE)))).isPresent();
  }

  @Test
  void aPeerThatHasNotSeenTheFailureItselfIsNoWitness() {
    ObserverMemory seen =
        observation()
            .peersNamed(Set.of("a:1"), START)
            .seen(refused(5_010))
            .seen(standby(5_010, DOWN, 100));
    PeerEvidence alive =
        new PeerEvidence(
            START.plusMillis(5_020),
            Optional.of(EPOCH),
            healthy().evidence(),
            Optional.empty(),
            Lulls.NONE);

    assertThat(obstacle(seen.peerSaid("a:1", alive))).isPresent();
  }

  /** It was cut from the active server long ago; this observer saw what came then. */
  @Test
  void aPeerThatLostSightOfALivingServerIsNoWitness() {
    ObserverMemory seen = healthy().peersNamed(Set.of("a:1"), START);
    for (long at = 500; at <= 5_000; at += 100) {
      seen = seen.seen(standby(at, DOWN, 100)).seen(active(at + 1, 100, 1));
    }
    seen = seen.seen(refused(5_010)).seen(standby(5_010, DOWN, 100));

    assertThat(obstacle(seen.peerSaid("a:1", peer(healthy().evidence(), 500, Lulls.NONE))))
        .isPresent();
  }

  /** That one saw the server alive, and the standby without its link, long after this one. */
  @Test
  void aPeerThatLostSightOfAServerThatAnotherPeerSawAliveIsNoWitness() {
    ObserverMemory started =
        observation()
            .peersNamed(Set.of("a:1", "b:1"), START)
            .seen(refused(5_010))
            .seen(standby(5_010, DOWN, 100));
    PeerEvidence cutOff = peer(healthy().evidence(), 500, Lulls.NONE);
    PeerEvidence watched =
        peer(
            healthy().seen(standby(4_990, DOWN, 100)).seen(active(5_000, 100, 1)).evidence(),
            5_005,
            Lulls.NONE);

    assertThat(obstacle(started.peerSaid("a:1", cutOff))).isEmpty();
    assertThat(obstacle(started.peerSaid("a:1", cutOff).peerSaid("b:1", watched))).isPresent();
  }

  /** A proxy that has gone may have passed bytes on before. */
  @Test
  void noStandstillIsExcusedFromBeforeThePresentProxiesWereTheOnlyOnes() {
    ObserverMemory told = woken().peersNamed(Set.of("gone:1"), START);

    assertThat(obstacle(told.peersNamed(Set.of(), START.plusMillis(5_015)))).isPresent();
    assertThat(obstacle(told.peersNamed(Set.of(), START.plusMillis(430)))).isEmpty();
  }

  @Test
  void theControllerPassesNothingOnAndNeedsTheWordOfEveryProxyForThat() {
    ObserverMemory blind =
        healthy().besideTheWays().seen(refused(5_010)).seen(standby(5_010, DOWN, 100));
    Lulls all = Lulls.NONE.with(new Lull(START.plusMillis(410), START.plusMillis(5_010)));
    ObserverMemory one =
        blind
            .peersNamed(Set.of("a:1", "b:1"), START)
            .peerSaid("a:1", peer(SyncEvidence.NONE, 5_010, all));

    assertThat(obstacle(blind)).isPresent();
    assertThat(obstacle(one)).isPresent();
    assertThat(obstacle(one.peerSaid("b:1", peer(SyncEvidence.NONE, 5_010, all)))).isEmpty();
    assertThat(obstacle(one.peerSaid("b:1", peer(SyncEvidence.NONE, 5_010, Lulls.NONE))))
        .isPresent();
  }
}
