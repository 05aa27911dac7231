package io.redisfailover.controller;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RequiredSettings;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets what the protocol needs on each new process of one server, beside the watching of it, and
 * reads each minute whether that has changed. To be told of every probe result's state by one
 * thread.
 */
final class SettingsWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsWatcher.class);

  /** Source: a setting that differs matters at the next role change, not before. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Supplier<ServerAccess> access;
  private final boolean mayBeWritable;
  private final Duration detectionTimeout;
  private final Consumer<ControllerEvent> events;
  private final Supervised part;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile Optional<String> adoptedRunId = Optional.empty();
  private volatile Instant readAt = Instant.MIN;
  private volatile List<String> warned = List.of();

  /**
   * Creates one that has read nothing.
   *
   * @param access the server
   * @param mayBeWritable whether its own {@code replica-read-only} stands
   * @param detectionTimeout silence after which a server counts as failed
   * @param events takes what was read
   * @param part the watch of the server; it is told of defects
   */
  SettingsWatcher(
      Supplier<ServerAccess> access,
      boolean mayBeWritable,
      Duration detectionTimeout,
      Consumer<ControllerEvent> events,
      Supervised part) {
    this.access = access;
    this.mayBeWritable = mayBeWritable;
    this.detectionTimeout = detectionTimeout;
    this.events = events;
    this.part = part;
  }

  /** The server answered: adopts it unless this process of it was adopted a moment ago. */
  void seen(ServerState state, Instant at) {
    boolean due =
        !adoptedRunId.equals(Optional.of(state.runId())) || at.isAfter(readAt.plus(AGAIN));
    if (due && underWay.compareAndSet(false, true)) {
      Runnable adoption = () -> adopt(state.runId(), at);
      if (!part.guard(() -> begin(adoption))) {
        underWay.set(false);
      }
    }
  }

  private void begin(Runnable adoption) {
    Thread thread = Thread.ofVirtual().name("adopt-" + access.get().server()).unstarted(adoption);
    thread.start();
  }

  private void adopt(String runId, Instant at) {
    ServerAccess access = this.access.get();
    try {
      var settings = new RequiredSettings(access, mayBeWritable, detectionTimeout).settings();
      adoptedRunId = Optional.of(runId);
      readAt = at;
      settings
          .changed()
          .forEach(change -> LOG.info("Changed a setting of {}: {}.", access.server(), change));
      if (!settings.faults().equals(warned)) {
        warned = settings.faults();
        warned.forEach(LOG::warn);
      }
      events.accept(new ControllerEvent.Adopted(access.server(), settings));
    } catch (NoAnswerException failure) {
      // The next probe of a server that answers tries again.
      LOG.debug("Failed to read the settings of {}", access, failure);
    } catch (RuntimeException | Error defect) {
      part.failed(defect);
    } finally {
      underWay.set(false);
    }
  }
}
