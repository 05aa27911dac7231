package io.redisfailover.operator.passwords;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Which passwords of the further users of a resource are valid. The names of users may have
 * characters that no key of a Secret has, so all of them are stored under one key.
 *
 * @param users those of each user, by its name
 */
public record UserLogins(Map<String, PasswordDigests> users) {
  private static final String USERS = "users";

  /** Apart from the users, whose lines a build before reads. */
  private static final String TAKEN = "users-taken";

  /** Name, time and the present digest; behind them the former ones. */
  private static final int SHORTEST = 3;

  /** Copies the map. */
  public UserLogins {
    users = Map.copyOf(users);
  }

  /** {@return what was stored last; a line that is no user does not count} */
  public static UserLogins of(Map<String, String> stored) {
    Map<String, Instant> taken = taken(stored);
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
                  StoredTexts.instant(words.get(1)),
                  taken.getOrDefault(words.get(0), Instant.EPOCH)));
        }
      }
    }
    return new UserLogins(users);
  }

  private static Map<String, Instant> taken(Map<String, String> stored) {
    Map<String, Instant> taken = new HashMap<>();
    for (String line : StoredTexts.lines(stored, TAKEN)) {
      List<String> words = StoredTexts.words(line);
      taken.put(words.getFirst(), StoredTexts.instant(words.getLast()));
    }
    return taken;
  }

  /** {@return all of it, to be stored: a line for each user} */
  public Map<String, String> stored() {
    Map<String, String> stored = new TreeMap<>();
    stored.put(USERS, lines(UserLogins::line));
    stored.put(TAKEN, lines(UserLogins::taken));
    stored.values().removeIf(String::isEmpty);
    return stored;
  }

  private String lines(BiFunction<String, PasswordDigests, String> line) {
    return new TreeMap<>(users)
        .entrySet().stream()
            .map(user -> line.apply(user.getKey(), user.getValue()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n"));
  }

  private static String taken(String name, PasswordDigests digests) {
    String taken = StoredTexts.text(digests.taken());
    return taken.isEmpty() ? "" : name + " " + taken;
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
   * @param everywhere whether all servers have the users with their present passwords
   * @param now the present moment
   */
  public UserLogins seen(Map<String, Optional<String>> found, boolean everywhere, Instant now) {
    Map<String, PasswordDigests> seen = new HashMap<>();
    found.forEach((name, digest) -> {
      PasswordDigests digests =
          users.getOrDefault(name, PasswordDigests.NONE).seen(digest, everywhere, now);
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

  /** {@return whether not all servers had the present password of a user, as far as is known} */
  public boolean isUntaken() {
    return users.values().stream().anyMatch(PasswordDigests::isUntaken);
  }

  /** Shows no digest. */
  @Override
  public String toString() {
    return "UserLogins" + new TreeMap<>(users);
  }
}
