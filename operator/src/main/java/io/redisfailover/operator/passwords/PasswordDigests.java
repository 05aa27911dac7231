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
 * had before. The operator does not know when the last client has the new one, so it waits.
 *
 * @param present SHA-256 of the password that the Secret had last, in hexadecimal digits; empty for
 *     none
 * @param former those of the passwords before, the newest one first
 * @param since when the password changed last, or the former ones ended
 */
public record PasswordDigests(String present, List<String> former, Instant since) {
  /**
   * How long a former password is valid. Source: the time in which a Deployment of applications is
   * rolled.
   */
  public static final Duration FORMER = Duration.ofMinutes(10);

  /** Former passwords at most. */
  static final int MOST = 8;

  /** Those of a user that has never had a password. */
  static final PasswordDigests NONE = new PasswordDigests("", List.of(), Instant.EPOCH);

  /** Copies the list. */
  public PasswordDigests {
    former = List.copyOf(former);
  }

  /**
   * {@return the same after a look at the Secret}
   *
   * @param found SHA-256 of the password that it has; absent where it has none: the last one stays
   * @param now the present moment
   */
  PasswordDigests seen(Optional<String> found, Instant now) {
    PasswordDigests current = at(now);
    if (found.isEmpty() || found.get().equals(present)) {
      return current;
    }
    Set<String> before = new LinkedHashSet<>();
    current.valid().stream().filter(it -> !it.equals(found.get())).limit(MOST).forEach(before::add);
    return new PasswordDigests(found.get(), List.copyOf(before), present.isEmpty() ? since : now);
  }

  /** Without former ones whose time is over. The clock may have been ahead when they were added. */
  private PasswordDigests at(Instant now) {
    if (since.isAfter(now)) {
      return new PasswordDigests(present, former, now);
    }
    return former.isEmpty() || now.isBefore(since.plus(FORMER))
        ? this
        : new PasswordDigests(present, List.of(), now);
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
