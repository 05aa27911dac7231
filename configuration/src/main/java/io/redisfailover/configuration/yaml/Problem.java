package io.redisfailover.configuration.yaml;

/**
 * One mistake in a file.
 *
 * @param file the file's name as it was given
 * @param line from 1
 * @param column from 1
 * @param key the whole key, such as {@code servers.master.port}; empty when the file as a whole is
 *     meant
 * @param sentence what is wrong and what to write instead; never the value of a secret
 */
public record Problem(String file, int line, int column, String key, String sentence) {
  /**
   * {@return that there are further mistakes, to follow on the last one that is named}
   *
   * @param last the last one that is named
   * @param count how many, at least 1
   */
  public static Problem further(Problem last, int count) {
    return new Problem(
        last.file(),
        last.line(),
        last.column(),
        "",
        count + " more mistakes are not named; correct these first.");
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ") + sentence;
  }
}
