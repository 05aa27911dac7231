package io.redisfailover.controller.redis;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Threads;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches one server on a thread of its own, so that a silent server holds up nobody else.
 * Thread-safe.
 */
public final class ProbeLoop implements AutoCloseable {
  /** Not the pace, which may be what is defective. */
  private static final Duration AFTER_DEFECT = Duration.ofMillis(100);

  private final Server server;
  private final BlockingProber probe;
  private final Pace pace;
  private final Consumer<ProbeResult> results;
  private final Supervised part;
  private volatile Thread thread;
  private volatile boolean running = true;

  /** How often a server is probed, and how long it may take. Asked by the watch's thread. */
  public interface Pace {
    /** {@return the time from one probe to the next} */
    Duration interval();

    /** {@return how long a dial or a reply may take, at least 1 ms} */
    Duration limit();
  }

  /**
   * A watch that is started by {@link #start}.
   *
   * @param access the server, asked before every dial and packet: one that has moved is dialled
   *     anew
   * @param clock the clock of the process
   * @param pace asked all the time
   * @param results gets every probe result, on the watch's thread; must return quickly
   * @param part is told of progress and defects, and begins the watch anew
   */
  public ProbeLoop(
      Supplier<ServerAccess> access,
      Supplier<Instant> clock,
      Pace pace,
      Consumer<ProbeResult> results,
      Supervised part) {
    this.server = access.get().server();
    this.probe = new BlockingProber(access, clock);
    this.pace = pace;
    this.results = results;
    this.thread = unstarted();
    this.part = part.restartedBy(this::restart);
  }

  private Thread unstarted() {
    return Thread.ofVirtual().name("watch-" + server).unstarted(this::watch);
  }

  /** A watch that hangs loses its connection; one that has ended gets another thread. */
  private synchronized void restart() {
    if (!running) {
      return;
    }
    if (thread.isAlive()) {
      probe.close();
    } else {
      thread = unstarted();
      thread.start();
    }
  }

  /** Starts probing. */
  public void start() {
    thread.start();
  }

  private void watch() {
    try {
      while (running) {
        probeOnce();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Throwable defect) {
      // The supervisor begins it anew.
      part.failed(defect);
    } finally {
      probe.close();
    }
  }

  private void probeOnce() throws InterruptedException {
    try {
      ProbeResult result = probe.next(pace);
      // The end of the watch closes the connection, which says nothing about the server.
      if (running) {
        results.accept(result);
        part.beat();
      }
    } catch (RuntimeException | Error defect) {
      // A server that is not watched any more would never be seen to fail or to return.
      part.failed(defect);
      probe.restart();
      TimeUnit.NANOSECONDS.sleep(AFTER_DEFECT.toNanos());
    }
  }

  /** Stops probing and closes the connection; waits for the thread at most a second. */
  @Override
  public synchronized void close() {
    running = false;
    part.end();
    Threads.end(thread, Duration.ofSeconds(1));
  }
}
