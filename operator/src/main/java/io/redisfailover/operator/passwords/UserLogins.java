package io.redisfailover.operator.passwords;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which passwords of the further users of a resource are valid. The names of users may have
 * characters that no key of a Secret has, so all of them are stored under one key.
 *
 * @param users those of each user, by its name
 */
public record UserLogins(Map<String, PasswordDigests> users) {
  private static final String USERS = "users";

  /** Name, time and the present digest; behind them the former ones. */
  private static final int SHORTEST = 3;

  /** Copies the map. */
  public UserLogins {
    users = Map.copyOf(users);
  }

  /** {@return what was stored last; a line that is no user does not count} */
  public static UserLogins of(Map<String, String> stored) {
    Map<String, PasswordDigests> users = new HashMap<>();
    for (String line : StoredTexts.lines(stored, USERS)) {
      List<String> words = StoredTexts.words(line);
      if (words.size() >= SHORTEST) {
        List<String> digests = words.subList(SHORTEST - 1, words.size());
        if (digests.stream().allMatch(StoredTexts::isDigest)) {
          users.put(
              words.get(0),
              new PasswordDigests(
                  digests.getFirst(),
                  digests.subList(1, digests.size()),
                  StoredTexts.instant(words.get(1))));
        }
      }
    }
    return new UserLogins(users);
  }

  /** {@return all of it, to be stored: a line for each user} */
  public Map<String, String> stored() {
    String lines =
        new TreeMap<>(users)
            .entrySet().stream()
                .map(user -> line(user.getKey(), user.getValue()))
                .collect(Collectors.joining("\n"));
    return lines.isEmpty() ? Map.of() : Map.of(USERS, lines);
  }

  private static String line(String name, PasswordDigests digests) {
    List<String> words = new ArrayList<>(List.of(name, digests.since().toString()));
    words.addAll(digests.valid());
    return String.join(" ", words);
  }

  /**
   * {@return the same after a look at the Secrets} A user that is not among them is forgotten.
   *
   * @param found SHA-256 of the password in the Secret of each user, in hexadecimal digits; absent
   *     where it has none: the last one stays
   * @param now the present moment
   */
  public UserLogins seen(Map<String, Optional<String>> found, Instant now) {
    Map<String, PasswordDigests> seen = new HashMap<>();
    found.forEach((name, digest) -> {
      PasswordDigests digests = users.getOrDefault(name, PasswordDigests.NONE).seen(digest, now);
      if (!digests.valid().isEmpty()) {
        seen.put(name, digests);
      }
    });
    return new UserLogins(seen);
  }

  /** {@return SHA-256 of the valid passwords of a user, the present one first; empty for none} */
  public List<String> valid(String name) {
    return users.getOrDefault(name, PasswordDigests.NONE).valid();
  }

  /** {@return whether a former password is valid, of any user} */
  public boolean hasFormer() {
    return users.values().stream().anyMatch(it -> !it.former().isEmpty());
  }

  /** Shows no digest. */
  @Override
  public String toString() {
    return "UserLogins" + new TreeMap<>(users);
  }
}
