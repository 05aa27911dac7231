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
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ") + sentence;
  }
}
