package io.redisfailover.standalone;

import io.redisfailover.configuration.StartException;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.configuration.yaml.InvalidFileException;
import io.redisfailover.configuration.yaml.LiveKeys;
import io.redisfailover.configuration.yaml.Problem;
import io.redisfailover.controlapi.RequestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the file of a running process anew and has it applied: at SIGHUP, on request and, where the
 * file says so, when it has changed. A file that is refused changes nothing. One thread reads and
 * applies; any thread may call.
 */
final class Reloader implements AutoCloseable {
  /** Source: a file that is being written stands still for so long when it is complete. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("reload").daemon().factory());
  private final Path file;
  private final Source source;
  private final Target target;
  private Optional<String> taken;
  private Optional<String> seen;
  private volatile List<String> problems = List.of();

  /** Reads the file. */
  @FunctionalInterface
  interface Source {
    /**
     * {@return the file as it is now}
     *
     * @throws InvalidFileException with every mistake
     */
    ProcessConfig read() throws InvalidFileException;
  }

  /** Runs as the file says. */
  @FunctionalInterface
  interface Target {
    /**
     * Takes the keys that a running process takes.
     *
     * @return what it took, and what it did not
     * @throws StartException when it cannot run as the file says; nothing has changed then
     */
    LiveKeys<ProcessConfig> reload(ProcessConfig wanted) throws StartException;
  }

  /**
   * Creates one that waits to be asked.
   *
   * @param file the file that the process has begun with
   * @param source reads it
   * @param target what runs
   */
  Reloader(Path file, Source source, Target target) {
    this.file = file;
    this.source = source;
    this.target = target;
    // It may have changed while the process started: the first look has it read once more, and
    // says nothing if it has not.
    this.taken = Optional.empty();
    this.seen = Optional.empty();
  }

  /**
   * Begins to have a process follow its file.
   *
   * @param file the file that it has begun with
   * @param source reads it
   * @param process what runs
   * @return ends both
   */
  static Runnable of(Path file, Source source, Standalone process) {
    Reloader reloader = new Reloader(file, source, process::reload);
    process.reloadBy(reloader);
    HangupSignal.answerBy(() -> {
      var unused = reloader.reload();
    });
    if (process.reloadsOnChange()) {
      reloader.watch();
    }
    return () -> {
      reloader.close();
      process.close();
    };
  }

  /** From now on a change of the file is applied by itself, when the file stands still. */
  void watch() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reads and applies the file. {@return how that ended} */
  CompletionStage<RequestOutcome> reload() {
    try {
      return CompletableFuture.supplyAsync(() -> now(true), thread);
    } catch (RejectedExecutionException ended) {
      return CompletableFuture.completedFuture(
          new RequestOutcome.NotDone("the process is shutting down and reads no file any more"));
    }
  }

  /** {@return what an administrator should know of it, one sentence each} */
  List<String> problems() {
    return problems;
  }

  private void look() {
    Optional<String> before = seen;
    seen = stamp();
    if (seen.isPresent() && seen.equals(before) && !seen.equals(taken)) {
      RequestOutcome unused = now(taken.isPresent());
    }
  }

  private RequestOutcome now(boolean changed) {
    taken = stamp();
    seen = taken;
    try {
      LiveKeys<ProcessConfig> keys = target.reload(source.read());
      problems =
          keys.waiting().isEmpty()
              ? List.of()
              : List.of(
                  "%s differs from what runs in %s; restart the process to use it."
                      .formatted(file, String.join(", ", keys.waiting())));
      String words = words(keys);
      if (changed || !keys.applied().isEmpty() || !keys.waiting().isEmpty()) {
        LOG.info("{}.", words);
      }
      return new RequestOutcome.Done(words);
    } catch (InvalidFileException invalid) {
      return refused(
          invalid.problems().stream().map(Problem::toString).collect(Collectors.joining(" ")));
    } catch (StartException failure) {
      return refused(String.valueOf(failure.getMessage()));
    } catch (RuntimeException | Error defect) {
      LOG.error("Failed to apply {}.", file, defect);
      return refused(defect.toString());
    }
  }

  private String words(LiveKeys<ProcessConfig> keys) {
    String applied =
        keys.applied().isEmpty()
            ? "%s was read, and no key was changed".formatted(file)
            : "%s was applied: %s".formatted(file, String.join(", ", keys.applied()));
    return keys.waiting().isEmpty()
        ? applied
        : "%s; a restart is needed for %s".formatted(applied, String.join(", ", keys.waiting()));
  }

  private RequestOutcome refused(String why) {
    String words = "%s is not applied, and what runs goes on: %s".formatted(file, why);
    problems = List.of(words);
    LOG.error("{}", words);
    return new RequestOutcome.NotDone(words);
  }

  /** {@return what changes with the file; absent while there is none} */
  private Optional<String> stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of("%s %s %s".formatted(now.size(), now.lastModifiedTime(), now.fileKey()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
