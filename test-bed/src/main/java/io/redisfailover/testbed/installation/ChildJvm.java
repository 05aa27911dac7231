package io.redisfailover.testbed.installation;

import io.redisfailover.realredis.process.ChildProcesses;
import io.redisfailover.realredis.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process with the class path of the test that starts it. */
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

  /** Starts a main class; its temporary files and its output go into {@code folder}. */
  public static ChildJvm start(Path folder, Class<?> main, String... arguments) throws IOException {
    return start(folder, List.of(), main, arguments);
  }

  /** The same with options of the JVM. */
  public static ChildJvm start(
      Path folder, List<String> options, Class<?> main, String... arguments) throws IOException {
    Path output = Files.createTempFile(folder, "out", ".txt");
    Path errors = Files.createTempFile(folder, "err", ".txt");
    List<String> command = java();
    // It logs as the product does, not as the tests on this class path do.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        ChildProcesses.start(
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile()));
    return new ChildJvm(process, output, errors);
  }

  /** {@return the first words of a command line that runs the JVM of this process} */
  static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED"));
  }

  /** {@return the class path of this process, which in a test is that of the test} */
  static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  /** {@return its process id} */
  public long pid() {
    return process.pid();
  }

  /** {@return its standard output so far} */
  public String output() {
    return read(output);
  }

  /** {@return its standard error so far} */
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
      throw new AssertionError("The process still runs; its output: " + output() + errors());
    }
    return process.exitValue();
  }

  /**
   * Asks it to end, as Ctrl-C does. A process that a script has put into the background ignores
   * that signal, and so do its children; they get TERM, which the JVM handles the same way.
   */
  public void interrupt() throws IOException {
    signal(ignoresInterrupt() ? "TERM" : "INT");
  }

  /** Sends it a signal, such as TERM. */
  public void signal(String name) {
    Signals.send(process.pid(), name);
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
