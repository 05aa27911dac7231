package io.redisfailover.bench.rival;

import io.redisfailover.realredis.process.ProgramPath;
import java.nio.file.Path;
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
    return ProgramPath.find("haproxy");
  }

  /** {@return its version, or empty when it is not on PATH} */
  public static Optional<String> version() {
    return find().map(HaproxyProgram::version);
  }

  private static String version(Path program) {
    String printed = ProgramPath.output(program, "-v");
    Matcher version = VERSION.matcher(printed);
    if (!version.find()) {
      throw new IllegalStateException("haproxy -v printed: " + printed);
    }
    return version.group(1);
  }
}
