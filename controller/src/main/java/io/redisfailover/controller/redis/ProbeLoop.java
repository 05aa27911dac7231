package io.redisfailover.controller.redis;

import io.redisfailover.controller.defect.Defects;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one server on a thread of its own, so that a silent server holds up nobody else.
 * Thread-safe.
 */
public final class ProbeLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeLoop.class);

  /** Not the pace, which may be what is defective. */
  private static final Duration AFTER_DEFECT = Duration.ofMillis(100);

  private final Server server;
  private final BlockingProber probe;
  private final Pace pace;
  private final Consumer<ProbeResult> results;
  private final Thread thread;
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
   */
  public ProbeLoop(
      Supplier<ServerAccess> access,
      Supplier<Instant> clock,
      Pace pace,
      Consumer<ProbeResult> results) {
    this.server = access.get().server();
    this.probe = new BlockingProber(access, clock);
    this.pace = pace;
    this.results = results;
    this.thread = Thread.ofVirtual().name("watch-" + server).unstarted(this::watch);
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
      }
    } catch (RuntimeException | Error defect) {
      // A server that is not watched any more would never be seen to fail or to return.
      Defects.survive(LOG, "Failed to probe " + server, defect);
      probe.restart();
      TimeUnit.NANOSECONDS.sleep(AFTER_DEFECT.toNanos());
    }
  }

  /** Stops probing and closes the connection; waits for the thread at most a second. */
  @Override
  public void close() {
    running = false;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
