package io.redisfailover.configuration.haproxy;

/** Names of the files of a converted pair. */
final class PairFiles {
  private static final int LONGEST = 63;

  private PairFiles() {}

  /** {@return a name of letters, digits and dashes that a file and a process can have} */
  static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9-]", "-").replaceAll("^-+", "");
    return safe.isEmpty() ? "pair" : safe.substring(0, Math.min(LONGEST, safe.length()));
  }
}
