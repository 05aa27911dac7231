package io.redisfailover.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process of a test, with the class path of the test. */
public final class ChildJvm implements AutoCloseable {
  /** The bit of SIGINT, signal 2, in the masks of {@code /proc}. */
  private static final long INTERRUPT = 0b10;

  private final Process process;
  private final Path output;
  private final Path errors;

  private ChildJvm(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts a main class; its temporary files go into {@code folder}, and what it prints too. */
  public static ChildJvm start(Path folder, Class<?> main, String... arguments) throws IOException {
    return start(folder, List.of(), main, arguments);
  }

  /** The same with options of the JVM. */
  public static ChildJvm start(
      Path folder, List<String> options, Class<?> main, String... arguments) throws IOException {
    Path output = Files.createTempFile(folder, "out", ".txt");
    Path errors = Files.createTempFile(folder, "err", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // It logs as the product does, not as the tests on this class path do.
                "-Dlogback.configurationFile=logback.xml",
                "-Djava.io.tmpdir=" + folder));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")),
            main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    return new ChildJvm(process, output, errors);
  }

  /** {@return what it printed so far} */
  public String output() {
    return read(output);
  }

  /** {@return what it printed to standard error so far} */
  public String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** {@return the processes that it started and that still run} */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Waits for its end. {@return its exit code} */
  public int await() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs; it printed: " + output() + errors());
    }
    return process.exitValue();
  }

  /**
   * Asks it to end, as Ctrl-C does. A process that a script has put into its background ignores
   * that signal, and so do its children: those are asked by TERM, which the JVM takes the same way.
   */
  public void interrupt() throws IOException, InterruptedException {
    signal(ignoresInterrupt() ? "TERM" : "INT");
  }

  /** Sends it a signal, such as TERM. */
  public void signal(String name) throws IOException, InterruptedException {
    int unused =
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  private boolean ignoresInterrupt() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+", 2)[1], 16))
          .anyMatch(mask -> (mask & INTERRUPT) != 0);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
