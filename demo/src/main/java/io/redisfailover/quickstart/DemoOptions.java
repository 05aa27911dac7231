package io.redisfailover.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command line.
 *
 * @param keep whether everything is left running until Ctrl-C
 * @param hang whether Master is stopped (SIGSTOP) instead of killed (SIGKILL)
 * @param json whether the last line of standard output is one JSON object
 * @param embedded whether the binary inside the embedded-redis jar is used although PATH has one
 */
record DemoOptions(boolean keep, boolean hang, boolean json, boolean embedded) {
  static final String USAGE =
      """
      usage: ./quickstart [--hang] [--keep] [--json] [--embedded]
        --hang      stop Master (SIGSTOP) instead of killing it
        --keep      leave everything running until Ctrl-C
        --json      print one JSON object as the last line
        --embedded  use the redis-server inside the embedded-redis jar, not the one on PATH\
      """;

  private static final Set<String> KNOWN = Set.of("--keep", "--hang", "--json", "--embedded");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence that names the unknown options
   */
  static DemoOptions parse(String... arguments) {
    List<String> given = Arrays.asList(arguments);
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("Unknown option " + String.join(", ", unknown) + ".");
    }
    return new DemoOptions(
        given.contains("--keep"),
        given.contains("--hang"),
        given.contains("--json"),
        given.contains("--embedded"));
  }
}
