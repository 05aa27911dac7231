package io.redisfailover.operator.passwords;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The passwords, the token and the keys that operator, proxies and servers use among themselves.
 * Each has lines: the first one is used, and every one is accepted. A new one comes second, so that
 * all accept it before anyone uses it; then first, so that all use it before nobody accepts the
 * former one any more. Files in pods follow a Secret within seconds, in an order that nobody knows.
 *
 * @param lines the lines of each key; none is empty
 * @param changing the keys whose second line is to be used next
 * @param stage how far a change is
 * @param since since when
 */
public record InternalPasswords(
    Map<String, List<String>> lines, Set<String> changing, Stage stage, Instant since) {
  /** How far a change is. */
  public enum Stage {
    /** There is none. */
    SETTLED,
    /** All are told to accept the new ones. */
    SPREADING,
    /** All are told to use the new ones; those from before are accepted. */
    REPLACING
  }

  /**
   * How long new ones are spread at least. Source: a kubelet writes the files of a Secret within
   * two seconds of a change of the pod.
   */
  public static final Duration SPREAD = Duration.ofSeconds(10);

  /** How long those from before are accepted beside the new ones. Source: twice {@link #SPREAD}. */
  public static final Duration REPLACE = Duration.ofSeconds(20);

  /** Lines of a key at most; the oldest goes first. */
  static final int MOST = 4;

  /** The same where former ones stay. Source: the proxies refuse a file with more. */
  static final int MOST_KEPT = 8;

  private static final String CHANGING = "changing";
  private static final String STAGE = "stage";
  private static final String SINCE = "since";

  /** Which keys there are, and what is right for them. */
  public interface Keys {
    /** {@return all of them} */
    Set<String> all();

    /**
     * {@return what is wrong with a text as the value of a key; absent where it can be one} It
     * shows nothing of the text.
     */
    Optional<String> fault(String key, String text);

    /** {@return whether a text can be the value of a key} */
    default boolean isSound(String key, String text) {
      return fault(key, text).isEmpty();
    }

    /** {@return whether former values of a key stay: what they signed may come back} */
    boolean keepsFormer(String key);
  }

  /** Copies the collections. */
  public InternalPasswords {
    lines = Map.copyOf(lines);
    changing = Set.copyOf(changing);
  }

  /**
   * {@return what everyone uses, as it was stored last; where nothing was stored, what the Secret
   * says}
   *
   * @param stored what {@link #stored} gave; empty for none
   * @param secret the values of the Secret
   * @param keys the keys
   */
  public static InternalPasswords of(
      Map<String, String> stored, Map<String, String> secret, Keys keys) {
    Map<String, List<String>> lines = new TreeMap<>();
    for (String key : keys.all()) {
      List<String> known = sound(keys, key, stored);
      List<String> used = known.isEmpty() ? sound(keys, key, secret) : known;
      if (!used.isEmpty()) {
        lines.put(key, used);
      }
    }
    Set<String> changing = new TreeSet<>(StoredTexts.lines(stored, CHANGING));
    changing.removeIf(key -> lines.getOrDefault(key, List.of()).size() < 2);
    boolean unfinished =
        lines.entrySet().stream()
            .anyMatch(it -> it.getValue().size() > 1 && !keys.keepsFormer(it.getKey()));
    Stage known = stage(stored);
    return new InternalPasswords(
        lines,
        changing,
        known == Stage.SETTLED && unfinished ? Stage.REPLACING : known,
        StoredTexts.instant(stored.getOrDefault(SINCE, "")));
  }

  private static Stage stage(Map<String, String> stored) {
    String word = stored.getOrDefault(STAGE, "");
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(word)) {
        return stage;
      }
    }
    return Stage.SETTLED;
  }

  private static List<String> sound(Keys keys, String key, Map<String, String> texts) {
    return StoredTexts.lines(texts, key).stream().filter(text -> keys.isSound(key, text)).toList();
  }

  /** {@return the one that is used; absent where there is none yet} */
  public Optional<String> used(String key) {
    return Optional.ofNullable(lines.get(key)).map(List::getFirst);
  }

  /** {@return all that are accepted, one a line; absent where there is none yet} */
  public Optional<String> accepted(String key) {
    return Optional.ofNullable(lines.get(key)).map(all -> String.join("\n", all));
  }

  /** {@return the one that is new, or else the one that is used} */
  public Optional<String> newest(String key) {
    boolean next = stage == Stage.SPREADING && changing.contains(key);
    return Optional.ofNullable(lines.get(key)).map(all -> all.get(next ? 1 : 0));
  }

  /** {@return what the Secret says, for the pods} */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    lines.forEach((key, all) -> texts.put(key, String.join("\n", all)));
    return texts;
  }

  /** {@return all of it, to be stored} */
  public Map<String, String> stored() {
    Map<String, String> texts = new TreeMap<>(texts());
    if (stage != Stage.SETTLED) {
      texts.put(CHANGING, String.join("\n", new TreeSet<>(changing)));
      texts.put(STAGE, stage.name());
    }
    if (!since.equals(Instant.EPOCH)) {
      texts.put(SINCE, since.toString());
    }
    return texts;
  }

  /** {@return the same, changed at this moment: all follow at once who follow changes} */
  public InternalPasswords changedAt(Instant now) {
    return new InternalPasswords(lines, changing, stage, now);
  }

  /**
   * {@return the same after what somebody changed in the Secret} A value that was taken away, or
   * that cannot be one, is put back; another first line is to replace the one that is used; the
   * line that is used, alone again, takes a change back that has only begun.
   *
   * @param secret the values of the Secret
   * @param keys the keys
   * @param random makes a value where there has never been one
   * @param now the present moment
   */
  public InternalPasswords edited(
      Map<String, String> secret, Keys keys, Supplier<String> random, Instant now) {
    Map<String, List<String>> next = new TreeMap<>(lines);
    Set<String> edited = new TreeSet<>();
    Set<String> going = new TreeSet<>(stage == Stage.SPREADING ? changing : Set.of());
    for (String key : keys.all()) {
      List<String> known = next.get(key);
      if (known == null) {
        next.put(key, List.of(random.get()));
        continue;
      }
      List<String> present = StoredTexts.lines(secret, key);
      if (going.contains(key) && isTakenBack(known, present)) {
        going.remove(key);
      }
      if (stage == Stage.SETTLED && isShorter(known, present)) {
        next.put(key, present);
      }
      wanted(known, present)
          .filter(text -> keys.isSound(key, text))
          .filter(text -> !newest(key).equals(Optional.of(text)))
          .ifPresent(text -> {
            next.put(key, second(known, text, keys.keepsFormer(key) ? MOST_KEPT : MOST));
            edited.add(key);
          });
    }
    if (edited.isEmpty() && (stage != Stage.SPREADING || going.equals(changing))) {
      return new InternalPasswords(next, changing, stage, since);
    }
    going.addAll(edited);
    return new InternalPasswords(
        next, going, going.isEmpty() ? Stage.REPLACING : Stage.SPREADING, now);
  }

  /**
   * {@return what is wrong with values of the Secret that cannot be ones, by their keys} They are
   * those that {@link #edited} does not take.
   *
   * @param secret the values of the Secret
   * @param keys the keys
   */
  public Map<String, String> rejected(Map<String, String> secret, Keys keys) {
    Map<String, String> rejected = new TreeMap<>();
    for (String key : keys.all()) {
      StoredTexts.lines(secret, key).stream()
          .flatMap(line -> keys.fault(key, line).stream())
          .findFirst()
          .ifPresent(fault -> rejected.put(key, fault));
    }
    return rejected;
  }

  /** The line that is used is there, and the new one is not. */
  private static boolean isTakenBack(List<String> known, List<String> present) {
    return !present.isEmpty()
        && present.getFirst().equals(known.get(0))
        && !present.contains(known.get(1));
  }

  /** Somebody has removed former ones, which nobody is to believe any more. */
  private static boolean isShorter(List<String> known, List<String> present) {
    return !present.isEmpty()
        && present.getFirst().equals(known.getFirst())
        && present.size() < known.size()
        && known.containsAll(present);
  }

  /** Another first line, or else one that was added. */
  private static Optional<String> wanted(List<String> known, List<String> present) {
    return present.isEmpty() || !present.getFirst().equals(known.getFirst())
        ? present.stream().findFirst()
        : present.stream().filter(line -> !known.contains(line)).findFirst();
  }

  private static List<String> second(List<String> known, String text, int most) {
    Set<String> ordered = new LinkedHashSet<>(List.of(known.getFirst(), text));
    ordered.addAll(known);
    return ordered.stream().limit(most).toList();
  }

  /**
   * {@return the same, a stage further where it is time}
   *
   * @param accepted whether all running servers accept the new ones, and all pods follow
   * @param keys the keys
   * @param now the present moment
   */
  public InternalPasswords advanced(boolean accepted, Keys keys, Instant now) {
    if (since.isAfter(now)) {
      return new InternalPasswords(lines, changing, stage, now);
    }
    return switch (stage) {
      case SETTLED -> this;
      case SPREADING -> accepted && !now.isBefore(since.plus(SPREAD)) ? replacing(now) : this;
      case REPLACING -> accepted && !now.isBefore(since.plus(REPLACE)) ? settled(keys, now) : this;
    };
  }

  private InternalPasswords replacing(Instant now) {
    Map<String, List<String>> next = new TreeMap<>(lines);
    for (String key : changing) {
      List<String> swapped = new ArrayList<>(next.getOrDefault(key, List.of()));
      swapped.addFirst(swapped.remove(1));
      next.put(key, List.copyOf(swapped));
    }
    return new InternalPasswords(next, changing, Stage.REPLACING, now);
  }

  private InternalPasswords settled(Keys keys, Instant now) {
    Map<String, List<String>> next =
        lines.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    it ->
                        keys.keepsFormer(it.getKey())
                            ? it.getValue()
                            : List.of(it.getValue().getFirst())));
    return new InternalPasswords(next, Set.of(), Stage.SETTLED, now);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "InternalPasswords[%s, %s, %s since %s]"
        .formatted(lines.keySet(), changing, stage, since);
  }
}
