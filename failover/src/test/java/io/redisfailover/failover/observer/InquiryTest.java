package io.redisfailover.failover.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.guard.Guards;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.ProbeAnswer;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a peer is asked what it has seen. */
class InquiryTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final ObserverMemory SEEN =
      ObserverMemory.starting(
              START, new ObserverMemory.Detection(Duration.ofMillis(1_500), Guards.ALL))
          .adopt(new Epoch(1, Server.MASTER, "id"), Optional.empty(), START)
          .seen(new ProbeResult(Server.MASTER, START, START, new ProbeAnswer.Refused()));

  private static boolean isDue(Inquiry inquiry, String peer, long at) {
    return inquiry.isDue(peer, SEEN, START.plusMillis(at));
  }

  @Test
  void eachPeerIsAskedOneQuestionAtATime() {
    Inquiry asking = Inquiry.NONE.asking("a", START);

    assertThat(isDue(Inquiry.NONE, "a", 0)).isTrue();
    assertThat(isDue(asking, "a", 1_000)).isFalse();
    assertThat(isDue(asking, "b", 0)).isTrue();
    assertThat(isDue(asking.ended("a", START), "a", 1_000)).isTrue();
  }

  @Test
  void theNextQuestionComesFiftyMillisecondsAfterTheLastOneAndLaterWhenTheFailureIsOld() {
    Inquiry ended = Inquiry.NONE.asking("a", START).ended("a", START);
    assertThat(isDue(ended, "a", 49)).isFalse();
    assertThat(isDue(ended, "a", 50)).isTrue();

    Instant late = START.plusSeconds(6);
    Inquiry endedLate = ended.asking("a", late).ended("a", late);
    assertThat(isDue(endedLate, "a", 6_399)).isFalse();
    assertThat(isDue(endedLate, "a", 6_400)).isTrue();
  }

  @Test
  void theEndOfAnOldQuestionDoesNotEndTheNextOne() {
    Inquiry again = Inquiry.NONE.asking("a", START).asking("a", START.plusMillis(300));

    assertThat(isDue(again.ended("a", START), "a", 1_000)).isFalse();
  }
}
