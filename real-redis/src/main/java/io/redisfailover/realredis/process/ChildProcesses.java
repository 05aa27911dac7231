package io.redisfailover.realredis.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Starts processes that end with this JVM at the latest, also when a signal ends it: a server that
 * is stopped (SIGSTOP) would stay for ever otherwise. Thread-safe.
 */
public final class ChildProcesses {
  private static final Set<Process> RUNNING = new HashSet<>();
  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::endAll, "end-children"));
  }

  private ChildProcesses() {}

  /**
   * Starts one.
   *
   * @throws UncheckedIOException when the program cannot be run
   * @throws IllegalStateException when this JVM is ending
   */
  public static Process start(ProcessBuilder builder) {
    synchronized (RUNNING) {
      if (ending) {
        throw new IllegalStateException("No process is started while this JVM is ending.");
      }
      try {
        Process started = builder.start();
        RUNNING.add(started);
        var unused = started.onExit().thenAccept(ChildProcesses::forget);
        return started;
      } catch (IOException unusable) {
        throw new UncheckedIOException(unusable);
      }
    }
  }

  private static void forget(Process ended) {
    synchronized (RUNNING) {
      RUNNING.remove(ended);
    }
  }

  private static void endAll() {
    synchronized (RUNNING) {
      ending = true;
      RUNNING.forEach(Process::destroyForcibly);
    }
  }
}
