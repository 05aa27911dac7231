package io.redisfailover.controlapi.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<String> written = new ArrayList<>();
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> written.add(sentence));
  private final AtomicInteger restarts = new AtomicInteger();

  @Test
  void leavesAPartAloneThatMakesProgress() {
    Supervised part = restartable(Weight.VITAL);
    for (int i = 0; i < 20; i++) {
      part.beat();
      supervisor.look();
    }
    assertThat(restarts).hasValue(0);
    assertThat(supervisor.report()).isEqualTo(Supervisor.Report.NOTHING);
  }

  @Test
  void restartsAPartOnceForEachPatienceWithoutProgress() {
    Supervised part = restartable(Weight.VITAL);
    part.beat();
    looks(1 + 2);
    assertThat(restarts).hasValue(0);
    looks(1);
    assertThat(restarts).hasValue(1);
    looks(2);
    assertThat(restarts).hasValue(1);
    looks(1);
    assertThat(restarts).hasValue(2);
    assertThat(supervisor.dead()).isEmpty();
    assertThat(written).contains("Restarting the watch, which made no progress.");
  }

  @Test
  void callsAVitalPartDeadThatStaysWithoutProgressAndGoesOnRestartingIt() {
    Supervised part = restartable(Weight.VITAL);
    looks(9);
    assertThat(supervisor.dead())
        .contains("The watch no longer runs, and restarting it did not help; restart the process.");
    assertThat(supervisor.report().problems()).containsExactly(supervisor.dead().orElseThrow());
    looks(30);
    assertThat(restarts).hasValue(13);
    assertThat(written.stream().filter(supervisor.dead().orElseThrow()::equals)).hasSize(1);
    part.beat();
    looks(1);
    assertThat(supervisor.dead()).isEmpty();
    assertThat(supervisor.report().problems()).isEmpty();
  }

  @Test
  void restartsNoProcessForAMinorPart() {
    restartable(Weight.MINOR);
    looks(9);
    assertThat(supervisor.dead()).isEmpty();
    assertThat(supervisor.report().problems()).hasSize(1);
  }

  @Test
  void callsAPartDeadAtOnceThatCannotBeRestarted() {
    Supervised loop =
        supervisor
            .add("the loop", Weight.VITAL, PATIENCE)
            .pokedBy(() -> {
              throw new RejectedExecutionException("the loop has ended");
            });
    looks(3);
    assertThat(supervisor.dead()).contains("The loop no longer runs; restart the process.");
    loop.end();
    assertThat(supervisor.dead()).isEmpty();
  }

  @Test
  void doesNotMissAPartThatEndedOnPurpose() {
    restartable(Weight.VITAL).end();
    looks(30);
    assertThat(restarts).hasValue(0);
    assertThat(supervisor.dead()).isEmpty();
  }

  @Test
  void survivesWhateverARestartThrowsAndLooksAtTheOtherParts() {
    supervisor
        .add("the first", Weight.VITAL, PATIENCE)
        .restartedBy(() -> {
          throw new OutOfMemoryError("a test");
        });
    restartable(Weight.VITAL);
    looks(3);
    assertThat(restarts).hasValue(1);
    assertThat(supervisor.report().defects()).isEqualTo(1);
  }

  @Test
  void writesADefectThatRepeatsItselfOnceAndCountsEach() {
    Supervised part = restartable(Weight.VITAL);
    for (int i = 0; i < 3; i++) {
      assertThat(
              part.guard(() -> {
                throw new StackOverflowError("a test");
              }))
          .isFalse();
    }
    part.failed(new IllegalStateException("another one"));
    assertThat(written)
        .containsExactly("Caught a defect in the watch", "Caught a defect in the watch");
    assertThat(supervisor.report().defects()).isEqualTo(4);
  }

  @Test
  void survivesAJournalThatCannotBeWritten() {
    Supervisor mute =
        new Supervisor((sentence, defect) -> {
          throw new OutOfMemoryError("a test");
        });
    Supervised part =
        mute.add("the watch", Weight.VITAL, PATIENCE).restartedBy(restarts::incrementAndGet);
    part.failed(new IllegalStateException("a defect"));
    for (int i = 0; i < 9; i++) {
      mute.look();
    }
    assertThat(restarts.get()).isPositive();
    assertThat(mute.dead()).isPresent();
  }

  private Supervised restartable(Weight weight) {
    return supervisor.add("the watch", weight, PATIENCE).restartedBy(restarts::incrementAndGet);
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) {
      supervisor.look();
    }
  }
}
