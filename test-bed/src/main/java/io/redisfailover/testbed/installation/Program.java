package io.redisfailover.testbed.installation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link StandaloneProcess} runs: the classes of this JVM, or the jar of any build, which
 * itself says its main class and its libraries.
 *
 * @param jar the jar; empty for the classes of this JVM
 * @param javaOptions options of its JVM, which is the one of this process
 * @param vocabulary how it is asked
 */
record Program(Optional<Path> jar, List<String> javaOptions, Vocabulary vocabulary) {
  private static final String MAIN = "io.redisfailover.standalone.StandaloneMain";

  /** {@return the command line with a configuration and options of the program} */
  List<String> command(Path file, List<String> options) {
    List<String> command = start();
    command.addAll(List.of("--config", file.toString()));
    command.addAll(options);
    return command;
  }

  /** A build that brings its own way to start is started as its users start it. */
  private List<String> start() {
    Optional<Path> script =
        jar.map(it -> it.resolveSibling("standalone"))
            .filter(it -> javaOptions.isEmpty() && Files.isExecutable(it));
    if (script.isPresent()) {
      String java = "JAVA_HOME=" + System.getProperty("java.home");
      return new ArrayList<>(List.of("env", java, script.get().toString()));
    }
    List<String> command = ChildJvm.java();
    command.addAll(javaOptions);
    command.addAll(jar.map(it -> List.of("-jar", it.toString())).orElseGet(Program::own));
    return command;
  }

  /** Writes a configuration, which is given as this build wants it, as the program wants it. */
  void configure(Path file, String text) throws IOException {
    Files.writeString(file, vocabulary.configuration(text, form -> accepts(file, form)));
  }

  private boolean accepts(Path file, String text) {
    try {
      Files.writeString(file, text);
      Process check =
          new ProcessBuilder(command(file, List.of("--check")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!check.waitFor(60, TimeUnit.SECONDS)) {
        check.destroyForcibly();
        throw new IllegalStateException("--check does not end");
      }
      return check.exitValue() == 0;
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static List<String> own() {
    List<String> own = new ArrayList<>(List.of("-cp", classPath()));
    String off = System.getProperty(WithoutGuard.PROPERTY, "");
    if (!off.isEmpty()) {
      own.add("-D" + WithoutGuard.PROPERTY + "=" + off);
      own.add(WithoutGuard.class.getName());
    }
    own.add(MAIN);
    return own;
  }

  /**
   * That of this JVM, behind the classes that {@code faults/without-guards} has changed, if any.
   */
  private static String classPath() {
    String own = ChildJvm.classPath();
    String changed = System.getProperty("mutant.classes", "");
    return changed.isEmpty() ? own : changed + File.pathSeparator + own;
  }
}
