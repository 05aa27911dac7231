package io.redisfailover.realredis.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds programs in the folders of the environment variable PATH and in {@code /usr/sbin}, which
 * ordinary users have not on theirs, and asks them for a line.
 */
public final class ProgramPath {
  private ProgramPath() {}

  /**
   * {@return the first executable file with one of these names; in one folder an earlier name wins}
   *
   * @param names file names, such as {@code redis-server}
   */
  public static Optional<Path> find(String... names) {
    String path =
        Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(names).map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * {@return what a program prints with one option, such as {@code --version}, before it ends}
   *
   * @throws UncheckedIOException when it cannot be run
   */
  public static String output(Path program, String option) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), option).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }
}
