package io.redisfailover.bench.comparison;

import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.rival.Stage;
import io.redisfailover.bench.run.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where runs take place, one at a time, each in a folder of its own below a temporary one. Whatever
 * ends this program also ends the processes that it has started. Used by one thread.
 */
final class Arena implements AutoCloseable {
  private final int clients;
  private final Path folder;
  private int runs;

  /** With the number of clients of each kind in a run. */
  Arena(int clients) throws IOException {
    this.clients = clients;
    this.folder = Files.createTempDirectory("bench-failover-");
    Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "abandon"));
  }

  /** Makes one run. */
  RunResult run(Schedule.Item item) throws IOException {
    Path own = Files.createDirectory(folder.resolve("run-" + ++runs));
    try (Stage stage =
            item.contender()
                .start(own, item.scenario().persistence(), item.scenario().returnsByItself());
        Trial trial = new Trial(item.scenario(), stage)) {
      return trial.run(item.contender(), item.round(), clients, item.phaseMillis());
    } finally {
      delete(own);
    }
  }

  /** At Ctrl-C and SIGTERM; a server that is stopped would stay for ever. */
  private void abandon() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    delete(folder);
  }

  @Override
  public void close() {
    delete(folder);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException stays) {
      System.err.println(folder + " could not be deleted: " + stays.getMessage());
    }
  }
}
