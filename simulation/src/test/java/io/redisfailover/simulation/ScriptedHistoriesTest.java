package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.simulation.SimFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The histories in which the first model of the protocol lost data or stood still. */
class ScriptedHistoriesTest {
  private static final int MASTER = 0;
  private static final int BACKUP = 1;

  /** Plays the faults with many chances; none may break the protocol. */
  private static List<History.Verdict> play(SimFault... faults) {
    List<History.Verdict> verdicts =
        LongStream.range(0, 40)
            .parallel()
            .mapToObj(seed -> History.play(seed, List.of(faults), Guards.ALL, null))
            .toList();
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.violations()).isEmpty());
    return verdicts;
  }

  private static SimFault fault(Kind kind, long atMillis, long millis, int a, int b, int variant) {
    return new SimFault(kind, atMillis * MILLI, millis * MILLI, a, b, variant);
  }

  @Test
  void aStandbyWhoseLinkBrokeTwoSecondsBeforeTheCrashIsNotPromoted() {
    List<History.Verdict> verdicts =
        play(
            fault(Kind.CUT_SERVERS, 3_000, 8_000, MASTER, BACKUP, 0),
            fault(Kind.KILL, 5_000, 2_500, MASTER, 0, 0));
    assertThat(verdicts)
        .allSatisfy(verdict -> assertThat(verdict.lost()).doesNotContainKey("tail"));
  }

  @Test
  void aBackupThatRestartsFromAnOldSnapshotIsNotPromotedWhenItsMasterDies() {
    play(fault(Kind.KILL, 3_000, 300, BACKUP, 0, 0), fault(Kind.KILL, 3_330, 3_000, MASTER, 0, 0));
  }

  @Test
  void aControllerThatWasAwayForALongTimeDoesNotTrustItsRecord() {
    play(
        fault(Kind.CONTROLLER_AWAY, 2_000, 12_000, 0, 0, 0),
        fault(Kind.KILL, 3_000, 6_000, MASTER, 0, 0),
        fault(Kind.KILL_BOTH, 12_000, 1_500, MASTER, 0, 0));
  }

  @Test
  void anActiveServerThatRestartsAsAnEmptyMasterWipesNobody() {
    play(fault(Kind.FOREIGN, 3_000, 400, MASTER, 0, 0));
    play(fault(Kind.FOREIGN, 3_000, 20, MASTER, 0, 1));
  }

  /** No proxy may promote a standby that lags, and the controller that would park it is away. */
  @Test
  void aStandbyThatMayNotTakeOverDoesNotCopyTheEmptySetOfTheServerThatCameInstead() {
    play(
        fault(Kind.CONTROLLER_AWAY, 1_331, 4_708, 0, 0, 1),
        fault(Kind.SLOW_REPLICATION, 3_359, 1_775, 0, 0, 2),
        fault(Kind.FOREIGN, 4_069, 27, MASTER, 0, 1));
  }

  /** The proxies order its promotion when it has just begun to copy the empty set. */
  @Test
  void aStandbyThatHungWhileItsMasterWasReplacedKeepsItsData() {
    for (long hang = 100; hang <= 500; hang += 100) {
      play(
          fault(Kind.CONTROLLER_AWAY, 1_282, 4_027, 0, 0, 1),
          fault(Kind.FOREIGN, 1_302, 32, MASTER, 0, 1),
          fault(Kind.HANG, 1_303, hang, BACKUP, 0, 3));
    }
  }

  /** Its client is cut off with the others and sends it again, to the server that took over. */
  @Test
  void aLongCommandThatIsSentAgainMovesTheClientsOnce() {
    for (long busy = 3_000; busy <= 12_000; busy += 3_000) {
      List<History.Verdict> verdicts =
          play(
              fault(Kind.HANG, 3_000, busy, MASTER, 0, 1),
              fault(Kind.HANG, 5_400, busy, MASTER, 0, 1),
              fault(Kind.HANG, 8_000 + 2 * busy, busy, MASTER, 0, 1));
      assertThat(verdicts)
          .describedAs("busy for %d ms", busy)
          .filteredOn(verdict -> isWatchedBySameProxies(verdict.seed()))
          .isNotEmpty()
          .allSatisfy(verdict -> assertThat(verdict.failovers()).isEqualTo(1));
    }
  }

  /** A proxy that is new does not know yet for how long its server can be busy. */
  private static boolean isWatchedBySameProxies(long seed) {
    return !new World(seed, Guards.ALL, null).isFleetChanged();
  }

  /** The server is back with all that its standby lacks, and one proxy does not see it. */
  @Test
  void aProxyThatIsCutFromTheServerOfAColdStartDoesNotPromoteItsStandby() {
    for (long down = 400; down <= 600; down += 40) {
      play(
          fault(Kind.CUT, 2_452, 1_416, Party.FIRST_PROXY, MASTER, 0),
          fault(Kind.SLOW_REPLICATION, 2_461, 3_083, 0, 0, 1),
          fault(Kind.KILL, 3_164, down, MASTER, 0, 0));
    }
  }

  @Test
  void anActiveServerThatRestartsAsAMasterWithItsDataTakesNoWriteThatIsLost() {
    play(fault(Kind.FOREIGN, 3_000, 20, MASTER, 0, 3));
  }

  /** It has not seen the server active, and the standby's copy may be the newer one. */
  @Test
  void aControllerThatSawAServerParkedDoesNotBelieveInItsRestartAsAPrimary() {
    play(
        fault(Kind.KILL, 1_255, 28, BACKUP, 0, 0),
        fault(Kind.KILL, 1_273, 940, MASTER, 0, 3),
        fault(Kind.CONTROLLER_CRASH, 1_723, 301, 0, 0, 3),
        fault(Kind.FOREIGN, 2_798, 30, MASTER, 0, 2));
  }

  @Test
  void aControllerThatStandsStillInTheMiddleOfASwitchSendsNothingStale() {
    for (long pause = 1; pause <= 41; pause += 8) {
      play(
          fault(Kind.SWITCH, 3_000, 0, 0, 0, 0),
          fault(Kind.CONTROLLER_PAUSE, 3_000 + pause, 3_500, 0, 0, 3));
    }
  }

  @Test
  void aControllerThatDiesInTheMiddleOfASwitchLeavesNothingUndone() {
    for (long crash = 1; crash <= 41; crash += 8) {
      List<History.Verdict> verdicts =
          play(
              fault(Kind.SWITCH, 3_000, 0, 0, 0, 0),
              fault(Kind.CONTROLLER_CRASH, 3_000 + crash, 4_000, 0, 0, 0));
      assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.lost()).isEmpty());
    }
  }

  @Test
  void aControllerThatIsCutFromTheActiveServerPromotesNobody() {
    List<History.Verdict> verdicts =
        play(fault(Kind.CUT, 3_000, 8_000, Party.FIRST_CONTROLLER, MASTER, 0));
    assertThat(verdicts)
        .allSatisfy(verdict -> {
          assertThat(verdict.failovers()).isZero();
          assertThat(verdict.lost()).isEmpty();
        });
  }

  @Test
  void aProxyThatIsCutFromTheActiveServerPromotesNobody() {
    for (int variant = 0; variant < 4; variant++) {
      List<History.Verdict> verdicts =
          play(fault(Kind.CUT, 3_000, 6_000, Party.FIRST_PROXY, MASTER, variant));
      assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.failovers()).isZero());
    }
  }

  @Test
  void serversThatAreCutFromEachOtherStayWhatTheyAre() {
    List<History.Verdict> verdicts = play(fault(Kind.CUT_SERVERS, 3_000, 6_000, MASTER, BACKUP, 0));
    assertThat(verdicts)
        .allSatisfy(verdict -> {
          assertThat(verdict.failovers()).isZero();
          assertThat(verdict.lost()).isEmpty();
        });
  }

  @Test
  void proxiesThatAllRestartBesideADeadServerAreNotStuckForEver() {
    List<SimFault> faults = new ArrayList<>();
    faults.add(fault(Kind.KILL, 3_000, 9_000, MASTER, 0, 0));
    for (int proxy = 0; proxy < Party.PROXIES; proxy++) {
      faults.add(fault(Kind.PROXY_CRASH, 3_001, 400, proxy, 0, 0));
    }
    play(faults.toArray(SimFault[]::new));
  }

  @Test
  void theControllerAndTheRecordAreNotNeededForAFailover() {
    List<History.Verdict> verdicts =
        play(
            fault(Kind.API_DOWN, 2_000, 9_000, 0, 0, 0),
            fault(Kind.CONTROLLER_AWAY, 2_000, 9_000, 0, 0, 0),
            fault(Kind.KILL, 3_000, 3_000, MASTER, 0, 0));
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.failovers()).isPositive());
  }

  @Test
  void aHangIsOverWithTheOldServerAsAReplica() {
    List<History.Verdict> verdicts = play(fault(Kind.HANG, 3_000, 4_000, MASTER, 0, 3));
    assertThat(verdicts)
        .allSatisfy(verdict -> {
          assertThat(verdict.end()).isEqualTo(History.End.NORMAL);
          assertThat(verdict.failovers()).isEqualTo(1);
        });
  }

  @Test
  void aRollOfBothServersLosesNothing() {
    List<History.Verdict> verdicts = play(fault(Kind.ROLL, 3_000, 14_000, 0, 0, 0));
    assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.lost()).isEmpty());
  }

  @Test
  void aUserWhoFlushesTheFunctionsLosesNothingInTheNextFailover() {
    play(
        fault(Kind.FLUSH_FUNCTIONS, 3_000, 0, 0, 0, 0),
        fault(Kind.KILL, 3_400, 2_000, MASTER, 0, 0));
  }

  /** Without markers the stopping server does not know that a switchover has parked it. */
  @Test
  void aServerThatStopsInASwitchWithoutItsFunctionsStaysUntilItsStandbyHasEverything() {
    for (long stop = 1_396; stop <= 1_428; stop += 4) {
      play(
          fault(Kind.FLUSH_FUNCTIONS, 1_386, 58, 0, 0, 3),
          fault(Kind.SLOW_REPLICATION, 1_387, 977, 0, 0, 0),
          fault(Kind.SWITCH, 1_390, 2_000, 0, 0, 3),
          fault(Kind.STOP, stop, 4_714, MASTER, 0, 0));
    }
  }

  @Test
  void anActiveServerThatCrashesWhileItsStandbyIsGoneServesAgainByItself() {
    List<String> logs =
        LongStream.range(0, 40)
            .mapToObj(seed -> {
              StringBuilder log = new StringBuilder();
              List<SimFault> faults =
                  List.of(
                      fault(Kind.KILL, 3_000, 25_000, BACKUP, 0, 0),
                      fault(Kind.KILL, 10_000, 1_000, MASTER, 0, 0));
              History.Verdict verdict = History.play(seed, faults, Guards.ALL, log);
              assertThat(verdict.violations()).isEmpty();
              return log.toString();
            })
            .toList();
    assertThat(logs).anySatisfy(log -> assertThat(log).contains("had not run for"));
  }
}
