package io.redisfailover.bench.rival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A build of this project, described by a folder only: a checkout, or any folder that holds the
 * standalone jar and its {@code lib}, as {@code standalone/target} does. How an older build is
 * asked is no part of this: the test bed's {@code Vocabulary} knows that.
 *
 * @param jar the standalone program
 */
public record Build(Path jar) {
  /** System property: the folder with the standalone jar that was built with the bench. */
  private static final String OURS = "bench.ours";

  private static final String MODULE = "standalone";
  private static final String STAMP = "bench-build.stamp";
  private static final List<String> MAVEN =
      List.of(
          "mvn",
          "-B",
          "-pl",
          MODULE,
          "-am",
          "-Dmaven.test.skip=true",
          "-Djacoco.skip",
          "-Dspotless.check.skip",
          "package");

  /**
   * {@return the build of a folder; a checkout that is not built, or has changed since, is built
   * first}
   *
   * @throws IllegalArgumentException with the sentence of why there is none
   * @throws IOException when it cannot be built, with the end of what Maven said
   */
  public static Build in(Path folder) throws IOException {
    Path there = folder.toAbsolutePath().normalize();
    if (!isCheckout(there)) {
      return of(there);
    }
    Path target = there.resolve(MODULE).resolve("target");
    if (isStale(there, target)) {
      build(there);
      Files.writeString(target.resolve(STAMP), "");
    }
    return of(target);
  }

  /**
   * {@return the build of the checkout that the bench itself is from}
   *
   * @throws IOException when the program was not started by its script
   */
  public static Build ours() throws IOException {
    String folder = System.getProperty(OURS);
    if (folder == null) {
      throw new IOException("-D" + OURS + " is not set; start the program by its script in bench/");
    }
    return in(Path.of(folder));
  }

  /** {@return the checkout in whose {@code standalone/target} the jar is, if it is in one} */
  Optional<Path> checkout() {
    Path target = jar.toAbsolutePath().normalize().getParent();
    return Optional.ofNullable(target)
        .map(it -> it.resolve("..").resolve("..").normalize())
        .filter(Build::isCheckout)
        .filter(it -> it.resolve(MODULE).resolve("target").equals(target));
  }

  private static boolean isCheckout(Path folder) {
    return Files.exists(folder.resolve("pom.xml"))
        && Files.exists(folder.resolve(MODULE).resolve("pom.xml"));
  }

  private static Build of(Path folder) throws IOException {
    List<Path> jars = jars(folder);
    if (jars.isEmpty() || !Files.isDirectory(folder.resolve("lib"))) {
      throw new IllegalArgumentException(
          folder
              + " is neither a checkout of this project nor a folder with standalone-*.jar and lib.");
    }
    if (jars.size() > 1) {
      throw new IllegalArgumentException(
          folder + " holds more than one standalone-*.jar; delete what is old.");
    }
    return new Build(jars.getFirst());
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("standalone-.*\\.jar"))
          .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
          .toList();
    }
  }

  /** {@return whether sources are newer than the jar, and than the last build that changed none} */
  static boolean isStale(Path checkout, Path target) throws IOException {
    List<Path> jars = jars(target);
    if (jars.isEmpty() || !Files.isDirectory(target.resolve("lib"))) {
      return true;
    }
    List<FileTime> built = new ArrayList<>();
    for (Path jar : jars) {
      built.add(Files.getLastModifiedTime(jar));
    }
    Path stamp = target.resolve(STAMP);
    if (Files.exists(stamp)) {
      built.add(Files.getLastModifiedTime(stamp));
    }
    FileTime last = built.stream().max(FileTime::compareTo).orElseThrow();
    return isNewer(checkout.resolve("pom.xml"), last) || hasNewerModule(checkout, last);
  }

  private static boolean hasNewerModule(Path checkout, FileTime last) throws IOException {
    try (Stream<Path> modules = Files.list(checkout)) {
      return modules.anyMatch(module ->
          isNewer(module.resolve("pom.xml"), last)
              || hasNewerFile(module.resolve("src").resolve("main"), last));
    }
  }

  /** Folders count too: a file that is gone leaves no other trace. */
  private static boolean hasNewerFile(Path sources, FileTime last) {
    if (!Files.isDirectory(sources)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files.anyMatch(file -> isNewer(file, last));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isNewer(Path file, FileTime last) {
    try {
      return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(last) > 0;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void build(Path checkout) throws IOException {
    System.err.println("Building " + checkout + " ...");
    Path log = Files.createTempFile("bench-build-", ".log");
    try {
      ProcessBuilder maven = new ProcessBuilder(MAVEN).directory(checkout.toFile());
      maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
      int status = maven.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
      if (status != 0) {
        List<String> lines = Files.readAllLines(log);
        throw new IOException(
            "%s could not be built:%n%s"
                .formatted(
                    checkout,
                    String.join(
                        "\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()))));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
