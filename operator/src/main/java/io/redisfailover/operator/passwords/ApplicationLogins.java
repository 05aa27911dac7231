package io.redisfailover.operator.passwords;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which passwords of the applications are valid. The pods read that of the Secret themselves; what
 * is valid beside it, they read from the operator.
 *
 * @param user their user
 * @param digests the digests of its passwords
 */
public record ApplicationLogins(String user, PasswordDigests digests) {
  private static final String USER = "auth-user";
  private static final String DIGEST = "auth-digest";
  private static final String FORMER = "auth-former";
  private static final String SINCE = "auth-since";
  private static final String TAKEN = "auth-taken";

  /** {@return what was stored last} */
  public static ApplicationLogins of(Map<String, String> stored) {
    return new ApplicationLogins(
        stored.getOrDefault(USER, ""),
        new PasswordDigests(
            stored.getOrDefault(DIGEST, ""),
            StoredTexts.lines(stored, FORMER),
            StoredTexts.instant(stored.getOrDefault(SINCE, "")),
            StoredTexts.instant(stored.getOrDefault(TAKEN, ""))));
  }

  /** {@return all of it, to be stored} */
  public Map<String, String> stored() {
    Map<String, String> texts = new TreeMap<>();
    texts.put(USER, user);
    texts.put(DIGEST, digests.present());
    texts.put(FORMER, String.join("\n", digests.former()));
    texts.put(SINCE, StoredTexts.text(since()));
    texts.put(TAKEN, StoredTexts.text(digests.taken()));
    texts.values().removeIf(String::isEmpty);
    return texts;
  }

  /**
   * {@return the same after a look at the Secret}
   *
   * @param name the user that it names
   * @param found SHA-256 of the password that it has; absent where it has none: the last one stays
   * @param everywhere whether all servers accept the present one
   * @param now the present moment
   */
  public ApplicationLogins seen(
      String name, Optional<String> found, boolean everywhere, Instant now) {
    return name.equals(user)
        ? new ApplicationLogins(user, digests.seen(found, everywhere, now))
        : new ApplicationLogins(
            name, new PasswordDigests(found.orElse(""), List.of(), since(), Instant.EPOCH));
  }

  /**
   * {@return the logins that are valid beside the password of the Secret, as the pods read them}
   *
   * @param empty whether the Secret has none now
   */
  public List<String> lines(boolean empty) {
    Stream<String> beside = empty ? digests.valid().stream() : digests.former().stream();
    return beside.map(it -> user + " #" + it).toList();
  }

  /** {@return SHA-256 of the password that the Secret had last; empty for none} */
  public String digest() {
    return digests.present();
  }

  /** {@return whether a former password is valid} */
  public boolean hasFormer() {
    return !digests.former().isEmpty();
  }

  /** {@return whether not all servers had the present password, as far as is known} */
  public boolean isUntaken() {
    return digests.isUntaken();
  }

  /** {@return when the password changed last, or the former ones ended} */
  public Instant since() {
    return digests.since();
  }
}
