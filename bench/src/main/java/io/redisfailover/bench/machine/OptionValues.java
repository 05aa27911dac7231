package io.redisfailover.bench.machine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command line of options that each have a value: {@code --name value} or {@code --name=value}.
 * What is wrong with it is an {@link IllegalArgumentException} whose message says so in a sentence.
 * Pure.
 */
public final class OptionValues {
  private final Map<String, String> values;

  /** Drawn seeds are short enough to be typed. */
  private static final int SEEDS = 1_000_000;

  private OptionValues(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads a command line.
   *
   * @param arguments as they were given
   * @param known names of the options
   */
  public static OptionValues parse(List<String> arguments, Set<String> known) {
    List<String> words = arguments.stream().flatMap(OptionValues::split).toList();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!known.contains(name)) {
        throw new IllegalArgumentException("Unknown option " + name + ".");
      }
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(name + " needs a value.");
      }
      values.put(name, words.get(i + 1));
    }
    return new OptionValues(values);
  }

  private static Stream<String> split(String word) {
    int end = word.indexOf('=');
    return word.startsWith("--") && end > 0
        ? Stream.of(word.substring(0, end), word.substring(end + 1))
        : Stream.of(word);
  }

  /** {@return whether the option is given} */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** {@return the value of an option} */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** {@return the value of an option, as a path} */
  public Optional<Path> path(String name) {
    return value(name).map(Path::of);
  }

  /** {@return the value of an option, which must be a whole number} */
  public OptionalLong number(String name) {
    Optional<String> value = value(name);
    return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(name, value.get()));
  }

  /** {@return the seed that was given, or one that is drawn} */
  public static long seed(OptionalLong given) {
    return given.orElseGet(() -> new Random().nextInt(SEEDS));
  }

  /**
   * {@return the value of an option, which must be a whole number from 1 to a limit}
   *
   * @param name of the option
   * @param usual when it is not given
   * @param most the limit
   */
  public int count(String name, int usual, int most) {
    long count = number(name).orElse(usual);
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(
          "%s: %d is out of range; use a whole number from 1 to %d.".formatted(name, count, most));
    }
    return Math.toIntExact(count);
  }

  private static long number(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "%s: `%s` is no whole number.".formatted(name, value), wrong);
    }
  }
}
