package io.redisfailover.bench.rival;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HAProxy of this machine. */
public final class HaproxyProgram {
  /** What to say where there is none. */
  public static final String ABSENT =
      "haproxy is not on PATH; install it with: apt install haproxy";

  private static final Pattern VERSION = Pattern.compile("version (\\S+)");

  private HaproxyProgram() {}

  /** {@return the program, or empty when it is not on PATH} */
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "haproxy"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** {@return its version, or empty when it is not on PATH} */
  public static Optional<String> version() {
    return find().map(HaproxyProgram::version);
  }

  private static String version(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      Matcher version = VERSION.matcher(printed);
      if (!version.find()) {
        throw new IllegalStateException("haproxy -v printed: " + printed);
      }
      return version.group(1);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }
}
