package io.redisfailover.bench.machine;

import java.util.List;
import java.util.stream.Stream;

/** The words of a command line. Pure. */
public final class Words {
  private Words() {}

  /** {@return the same with {@code --name=value} as two words} */
  public static List<String> split(List<String> arguments) {
    return arguments.stream().flatMap(Words::split).toList();
  }

  private static Stream<String> split(String word) {
    int end = word.indexOf('=');
    return word.startsWith("--") && end > 0
        ? Stream.of(word.substring(0, end), word.substring(end + 1))
        : Stream.of(word);
  }
}
