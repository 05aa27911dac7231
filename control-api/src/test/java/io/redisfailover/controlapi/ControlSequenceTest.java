package io.redisfailover.controlapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ControlSequenceTest {
  private final AtomicLong clock = new AtomicLong(1_000);
  private final ControlSequence sequence = new ControlSequence(clock::get);

  @Test
  void growsWhileTheClockStandsAndGoesBack() {
    assertThat(sequence.next()).isEqualTo(1_000);
    assertThat(sequence.next()).isEqualTo(1_001);
    clock.set(10);
    assertThat(sequence.next()).isEqualTo(1_002);
    clock.set(5_000);
    assertThat(sequence.next()).isEqualTo(5_000);
  }

  @Test
  void goesOnBeyondThePushesAndListsOfAControllerWhoseClockIsAhead() {
    sequence.heard(taken(7_000, Optional.empty()));
    assertThat(sequence.next()).isEqualTo(7_001);
    sequence.heard(taken(0, Optional.of(new KnownPeers(2, 9_000))));
    assertThat(sequence.next()).isEqualTo(9_001);
    sequence.heard(taken(3, Optional.of(new KnownPeers(2, 4))));
    assertThat(sequence.next()).isEqualTo(9_002);
  }

  @Test
  void neverRunsOutOfNumbers() {
    sequence.heard(taken(Long.MAX_VALUE, Optional.empty()));
    assertThat(sequence.next()).isEqualTo(1_000);

    sequence.heard(taken(3_000, Optional.of(new KnownPeers(1, Long.MAX_VALUE))));
    assertThat(sequence.next()).isEqualTo(3_001);
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
