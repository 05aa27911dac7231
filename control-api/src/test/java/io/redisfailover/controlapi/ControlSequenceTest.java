package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ControlSequenceTest {
  private final AtomicLong clock = new AtomicLong(1_000);
  private final ControlSequence sequence = new ControlSequence(clock::get);

  @Test
  void growsWhileTheClockStandsAndGoesBack() {
    assertThat(sequence.nextPush()).isEqualTo(1_000);
    assertThat(sequence.nextPush()).isEqualTo(1_001);
    clock.set(10);
    assertThat(sequence.nextPush()).isEqualTo(1_002);
    clock.set(5_000);
    assertThat(sequence.nextPush()).isEqualTo(5_000);
  }

  @Test
  void goesOnBeyondThePushesAndListsOfAControllerWhoseClockIsAhead() {
    sequence.heard(taken(7_000, Optional.empty()));
    assertThat(sequence.nextPush()).isEqualTo(7_001);
    sequence.heard(taken(0, Optional.of(new KnownPeers(2, 9_000))));
    assertThat(sequence.nextPush()).isEqualTo(9_001);
    sequence.heard(taken(3, Optional.of(new KnownPeers(2, 4))));
    assertThat(sequence.nextPush()).isEqualTo(9_002);
  }

  @Test
  void neverRunsOutOfNumbers() {
    sequence.heard(taken(Long.MAX_VALUE, Optional.empty()));
    assertThat(sequence.nextPush()).isEqualTo(1_000);

    sequence.heard(taken(3_000, Optional.of(new KnownPeers(1, Long.MAX_VALUE))));
    assertThat(sequence.nextPush()).isEqualTo(3_001);
  }

  @Test
  void aPushIsNumberedAnewOnlyBeforeTheFirstOneWasTaken() {
    long mine = sequence.nextPush();
    List<ProxyReport> ahead = List.of(taken(mine + 7, Optional.empty()));

    assertThat(sequence.isOvertaken(List.of(taken(mine, Optional.empty())))).isFalse();
    assertThat(sequence.isOvertaken(ahead)).isTrue();
    assertThat(sequence.isOvertaken(List.of(taken(Long.MAX_VALUE, Optional.empty())))).isFalse();
    sequence.pushTaken();
    assertThat(sequence.isOvertaken(ahead)).as("it has a successor").isFalse();
  }

  @Test
  void aPushIsDueUntilEachHasTakenIt() {
    assertThat(sequence.isPushDue(List.of(taken(0, Optional.empty())))).isFalse();
    long mine = sequence.nextPush();

    ProxyReport has = taken(mine, Optional.empty());
    assertThat(sequence.isPushDue(List.of(has, taken(mine - 1, Optional.empty())))).isTrue();
    assertThat(sequence.isPushDue(List.of(has, has))).isFalse();
  }

  @Test
  void aListIsDueUntilEachKnowsTheOthersFromTheNewestOne() {
    long mine = sequence.nextList();
    ProxyReport has = taken(0, Optional.of(new KnownPeers(1, mine)));

    assertThat(sequence.isListDue(List.of(has, has), 1)).isFalse();
    assertThat(sequence.isListDue(List.of(has, taken(0, Optional.empty())), 1)).isTrue();
    assertThat(sequence.isListDue(List.of(has, has), 2)).isTrue();
    ProxyReport later = taken(0, Optional.of(new KnownPeers(1, mine + 1)));
    assertThat(sequence.isListDue(List.of(has, later), 1)).as("another controller's").isTrue();
    ProxyReport old = taken(0, Optional.of(new KnownPeers(1, 0)));
    assertThat(sequence.isListDue(List.of(old), 1)).as("its release does not say").isFalse();
  }

  private static ProxyReport taken(long pushed, Optional<KnownPeers> peers) {
    return new ProxyReport(
        "proxy-1",
        Optional.empty(),
        Optional.empty(),
        true,
        "",
        pushed,
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        peers);
  }
}
