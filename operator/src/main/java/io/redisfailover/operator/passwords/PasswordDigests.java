package io.redisfailover.operator.passwords;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which passwords of one user are valid: the one that its Secret has, and for a while those that it
 * had before. The operator does not know when the last client has the new one, so it waits. A
 * client can follow only when every server accepts the new one, so the time begins then.
 *
 * @param present SHA-256 of the password that the Secret had last, in hexadecimal digits; empty for
 *     none
 * @param former those of the passwords before, the newest one first
 * @param since when the password changed last, or the former ones ended
 * @param taken when all servers had the present one; the beginning of time while they have not, or
 *     where there is no former one
 */
public record PasswordDigests(String present, List<String> former, Instant since, Instant taken) {
  /**
   * How long a former password is valid, once all servers accept the present one. Source: the time
   * in which a Deployment of applications is rolled.
   */
  public static final Duration FORMER = Duration.ofMinutes(10);

  /** Former passwords at most. */
  static final int MOST = 8;

  /** Those of a user that has never had a password. */
  static final PasswordDigests NONE =
      new PasswordDigests("", List.of(), Instant.EPOCH, Instant.EPOCH);

  /** Copies the list. */
  public PasswordDigests {
    former = List.copyOf(former);
  }

  /**
   * {@return the same after a look at the Secret}
   *
   * @param found SHA-256 of the password that it has; absent where it has none: the last one stays
   * @param everywhere whether all servers have the present one
   * @param now the present moment
   */
  PasswordDigests seen(Optional<String> found, boolean everywhere, Instant now) {
    PasswordDigests current = at(everywhere, now);
    if (found.isEmpty() || found.get().equals(present)) {
      return current;
    }
    Set<String> before = new LinkedHashSet<>();
    current.valid().stream().filter(it -> !it.equals(found.get())).limit(MOST).forEach(before::add);
    return new PasswordDigests(
        found.get(), List.copyOf(before), present.isEmpty() ? since : now, Instant.EPOCH);
  }

  /** Without former ones whose time is over. The clock may have been ahead when they were added. */
  private PasswordDigests at(boolean everywhere, Instant now) {
    if (since.isAfter(now)) {
      return new PasswordDigests(present, former, now, Instant.EPOCH);
    }
    if (former.isEmpty()) {
      return this;
    }
    if (taken.equals(Instant.EPOCH) || taken.isAfter(now)) {
      return everywhere ? new PasswordDigests(present, former, since, now) : this;
    }
    return now.isBefore(taken.plus(FORMER))
        ? this
        : new PasswordDigests(present, List.of(), now, Instant.EPOCH);
  }

  /** {@return whether not all servers had the present one, as far as is known} */
  boolean isUntaken() {
    return !former.isEmpty() && taken.equals(Instant.EPOCH);
  }

  /** {@return those that are valid, the present one first; empty where there has never been one} */
  public List<String> valid() {
    return Stream.concat(Stream.of(present), former.stream()).filter(it -> !it.isEmpty()).toList();
  }

  /** Shows no digest. */
  @Override
  public String toString() {
    return "PasswordDigests[%d former, since %s]".formatted(former.size(), since);
  }
}
