package io.redisfailover.operator.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was seen of an address. A value.
 *
 * @param everAnswered whether it has ever answered: an address behind a firewall never does
 * @param silentSince when it was asked first of the present row of unanswered questions
 */
record Sight(boolean everAnswered, Optional<Instant> silentSince) {
  /** Nothing seen yet. */
  static final Sight NONE = new Sight(false, Optional.empty());

  /** {@return with one more question, asked at {@code askedAt}} */
  Sight seen(boolean answered, Instant askedAt) {
    return answered
        ? new Sight(true, Optional.empty())
        : new Sight(everAnswered, silentSince.or(() -> Optional.of(askedAt)));
  }

  /** {@return whether it answered when it was asked last} */
  boolean answers() {
    return everAnswered && silentSince.isEmpty();
  }

  /** {@return whether it has not answered for so long} */
  boolean isSilentFor(Duration time, Instant now) {
    return silentSince
        .filter(since -> Duration.between(since, now).compareTo(time) >= 0)
        .isPresent();
  }
}
