package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.realredis.process.ProgramPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs programs that nobody of this project wrote. */
final class ForeignPrograms {
  private ForeignPrograms() {}

  /**
   * What a program has printed.
   *
   * @param code its exit code
   * @param text both streams
   */
  record Output(int code, String text) {}

  /** {@return what the command prints until it ends, within two minutes} */
  static Output run(List<String> command) {
    try {
      Path output = Files.createTempFile("foreign", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
          process.destroyForcibly().onExit().join();
        }
        return new Output(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /**
   * {@return a Python with a package of the registry, in a folder below {@code target}; absent when
   * it cannot be had}
   *
   * @param name the package
   * @param version its version
   */
  static Optional<Path> pythonWith(String name, String version) {
    Optional<Path> python = ProgramPath.find("python3");
    if (python.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Path.of("target", name + "-" + version);
    Path own = folder.resolve("bin").resolve("python").toAbsolutePath();
    boolean made = Files.isExecutable(own);
    if (made && run(List.of(own.toString(), "-c", "import " + name)).code() == 0) {
      return Optional.of(own);
    }
    Output created = run(List.of(python.get().toString(), "-m", "venv", folder.toString()));
    Output installed =
        created.code() == 0
            ? run(List.of(own.toString(), "-m", "pip", "install", "-q", name + "==" + version))
            : created;
    return installed.code() == 0 ? Optional.of(own) : Optional.empty();
  }
}
