package io.redisfailover.operator.passwords;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which logins of the applications are valid. The pods read that of the Secret themselves; what is
 * valid beside it, they read from the operator: former passwords, also those of a user of another
 * name.
 *
 * @param logins each as {@code USER #SHA-256}, in the place of a digest
 */
public record ApplicationLogins(PasswordDigests logins) {
  private static final String USER = "auth-user";
  private static final String DIGEST = "auth-digest";
  private static final String FORMER = "auth-former";

  /** Apart from the digests of the present user, which a build before reads. */
  private static final String FORMER_USERS = "auth-former-users";

  private static final String SINCE = "auth-since";
  private static final String TAKEN = "auth-taken";
  private static final String SIGN = " #";

  /** {@return what was stored last} */
  public static ApplicationLogins of(Map<String, String> stored) {
    String user = stored.getOrDefault(USER, "");
    String digest = stored.getOrDefault(DIGEST, "");
    List<String> former = new ArrayList<>();
    StoredTexts.lines(stored, FORMER).forEach(it -> former.add(user + SIGN + it));
    former.addAll(StoredTexts.lines(stored, FORMER_USERS));
    return new ApplicationLogins(
        new PasswordDigests(
            digest.isEmpty() ? "" : user + SIGN + digest,
            former,
            StoredTexts.instant(stored.getOrDefault(SINCE, "")),
            StoredTexts.instant(stored.getOrDefault(TAKEN, ""))));
  }

  /** {@return all of it, to be stored} */
  public Map<String, String> stored() {
    String own = user() + SIGN;
    Map<Boolean, List<String>> former =
        logins.former().stream().collect(Collectors.partitioningBy(it -> it.startsWith(own)));
    Map<String, String> texts = new TreeMap<>();
    texts.put(USER, user());
    texts.put(DIGEST, digest());
    texts.put(
        FORMER,
        former.getOrDefault(true, List.of()).stream()
            .map(it -> it.substring(own.length()))
            .collect(Collectors.joining("\n")));
    texts.put(FORMER_USERS, String.join("\n", former.getOrDefault(false, List.of())));
    texts.put(SINCE, StoredTexts.text(since()));
    texts.put(TAKEN, StoredTexts.text(logins.taken()));
    texts.values().removeIf(String::isEmpty);
    return texts;
  }

  /**
   * {@return the same after a look at the Secret}
   *
   * @param name the user that it names
   * @param found SHA-256 of the password that it has; absent where it has none: the last login
   *     stays
   * @param everywhere whether all servers accept the present one
   * @param now the present moment
   */
  public ApplicationLogins seen(
      String name, Optional<String> found, boolean everywhere, Instant now) {
    return new ApplicationLogins(
        logins.seen(found.map(digest -> name + SIGN + digest), everywhere, now));
  }

  /**
   * {@return the logins that are valid beside that of the Secret, as the pods read them}
   *
   * @param empty whether the Secret has none now
   */
  public List<String> lines(boolean empty) {
    return empty ? logins.valid() : logins.former();
  }

  /** {@return their user; empty before the first password} */
  public String user() {
    return part(0);
  }

  /** {@return SHA-256 of the password that the Secret had last; empty for none} */
  public String digest() {
    return part(1);
  }

  private String part(int index) {
    return logins.present().isEmpty() ? "" : List.of(logins.present().split(SIGN, 2)).get(index);
  }

  /** {@return whether a former login is valid} */
  public boolean hasFormer() {
    return !logins.former().isEmpty();
  }

  /** {@return whether not all servers had the present login, as far as is known} */
  public boolean isUntaken() {
    return logins.isUntaken();
  }

  /** {@return when the login changed last, or the former ones ended} */
  public Instant since() {
    return logins.since();
  }
}
