package io.redisfailover.operator.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was seen of an address. A value.
 *
 * @param askedAt when it was asked last
 * @param everAnswered whether it has ever answered: an address behind a firewall never does
 * @param silentSince when it was asked first of the present row of unanswered questions
 */
record Sight(Optional<Instant> askedAt, boolean everAnswered, Optional<Instant> silentSince) {
  /** Nothing seen yet. */
  static final Sight NONE = new Sight(Optional.empty(), false, Optional.empty());

  /** {@return with one more question} */
  Sight seen(Answer answer, Instant at) {
    return switch (answer) {
      case GIVEN -> new Sight(Optional.of(at), true, Optional.empty());
      case NONE -> new Sight(Optional.of(at), everAnswered, silentSince.or(() -> Optional.of(at)));
      case NOT_ASKED -> this;
    };
  }

  /** {@return what is left of it where a silence does not go on} */
  Sight withoutSilence() {
    return new Sight(askedAt, everAnswered, Optional.empty());
  }

  /** {@return whether it answered when it was asked last, which was not before {@code since}} */
  boolean answers(Instant since) {
    return everAnswered && silentSince.isEmpty() && askedAt.filter(since::isAfter).isEmpty();
  }

  /** {@return whether it did not answer when it was asked last} */
  boolean isSilent() {
    return silentSince.isPresent();
  }

  /** {@return whether it has not answered for so long} */
  boolean isSilentFor(Duration time, Instant now) {
    return silentSince
        .filter(since -> Duration.between(since, now).compareTo(time) >= 0)
        .isPresent();
  }
}
