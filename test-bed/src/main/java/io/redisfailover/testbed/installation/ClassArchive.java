package io.redisfailover.testbed.installation;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of the program as one JVM has prepared them, so that the many processes of a test run
 * start with a fraction of the work. Made by the first process that ends in good order; every test
 * run has its own.
 */
final class ClassArchive {
  private static final Path FILE = file();

  private ClassArchive() {}

  private static Path file() {
    File file =
        new File(
            System.getProperty("java.io.tmpdir"),
            "redis-failover-" + ProcessHandle.current().pid() + ".jsa");
    file.deleteOnExit();
    return file.toPath();
  }

  /** {@return the options of a JVM that uses it, and makes it if it is not there} */
  static List<String> options() {
    // Shared classes of another class path are passed over; the JVM need not say so.
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + FILE,
        "-Xshare:auto",
        "-Xlog:disable");
  }

  /** {@return whether the next process should be given the time to make it} */
  static boolean isMissing() {
    return !Files.exists(FILE);
  }
}
