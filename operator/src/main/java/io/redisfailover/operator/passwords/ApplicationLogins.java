package io.redisfailover.operator.passwords;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which former passwords of the applications are valid beside the one of their Secret. The operator
 * does not know when the last application has the new one, so it waits.
 *
 * @param user their user
 * @param digest SHA-256 of the password that the Secret had last, in hexadecimal digits; empty for
 *     none
 * @param former those of the passwords before, the newest one first
 * @param since when the password changed last
 */
public record ApplicationLogins(String user, String digest, List<String> former, Instant since) {
  /**
   * How long a former password is valid. Source: the time in which a Deployment of applications is
   * rolled.
   */
  public static final Duration FORMER = Duration.ofMinutes(10);

  /** Former passwords at most. */
  static final int MOST = 8;

  private static final String USER = "auth-user";
  private static final String DIGEST = "auth-digest";
  private static final String OTHERS = "auth-former";
  private static final String SINCE = "auth-since";

  /** Copies the list. */
  public ApplicationLogins {
    former = List.copyOf(former);
  }

  /** {@return what was stored last} */
  public static ApplicationLogins of(Map<String, String> stored) {
    return new ApplicationLogins(
        stored.getOrDefault(USER, ""),
        stored.getOrDefault(DIGEST, ""),
        StoredTexts.lines(stored, OTHERS),
        StoredTexts.instant(stored, SINCE));
  }

  /** {@return all of it, to be stored} */
  public Map<String, String> stored() {
    Map<String, String> texts = new TreeMap<>();
    texts.put(USER, user);
    texts.put(DIGEST, digest);
    texts.put(OTHERS, String.join("\n", former));
    texts.put(SINCE, since.equals(Instant.EPOCH) ? "" : since.toString());
    texts.values().removeIf(String::isEmpty);
    return texts;
  }

  /**
   * {@return the same after a look at the Secret}
   *
   * @param name the user that it names
   * @param present SHA-256 of the password that it has; absent where it has none: the last one
   *     stays
   * @param now the present moment
   */
  public ApplicationLogins seen(String name, Optional<String> present, Instant now) {
    if (!name.equals(user)) {
      return new ApplicationLogins(name, present.orElse(""), List.of(), since);
    }
    if (present.isPresent() && !present.get().equals(digest)) {
      Set<String> before = new LinkedHashSet<>();
      Stream.concat(Stream.of(digest), former.stream())
          .filter(it -> !it.isEmpty() && !it.equals(present.get()))
          .limit(MOST)
          .forEach(before::add);
      return new ApplicationLogins(
          user, present.get(), List.copyOf(before), digest.isEmpty() ? since : now);
    }
    return former.isEmpty() || now.isBefore(since.plus(FORMER))
        ? this
        : new ApplicationLogins(user, digest, List.of(), now);
  }

  /**
   * {@return the logins that are valid beside the password of the Secret, as the pods read them}
   *
   * @param empty whether the Secret has none now
   */
  public List<String> lines(boolean empty) {
    Stream<String> last = empty ? Stream.of(digest).filter(it -> !it.isEmpty()) : Stream.empty();
    return Stream.concat(last, former.stream()).map(it -> user + " #" + it).toList();
  }

  /** Shows no digest. */
  @Override
  public String toString() {
    return "ApplicationLogins[%s, %d former, since %s]".formatted(user, former.size(), since);
  }
}
