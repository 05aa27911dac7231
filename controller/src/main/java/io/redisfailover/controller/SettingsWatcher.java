package io.redisfailover.controller;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RequiredSettings;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.model.ServerState;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets what the protocol needs on each new process of one server, beside the watching of it. To be
 * told of every probe result's state by one thread.
 */
final class SettingsWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsWatcher.class);

  private final Supplier<ServerAccess> access;
  private final boolean mayBeWritable;
  private final Consumer<ControllerEvent> events;
  private final Supervised part;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile Optional<String> adoptedRunId = Optional.empty();

  /**
   * Creates one that has read nothing.
   *
   * @param access the server
   * @param mayBeWritable whether its own {@code replica-read-only} stands
   * @param events takes what was read
   * @param part the watch of the server; it is told of defects
   */
  SettingsWatcher(
      Supplier<ServerAccess> access,
      boolean mayBeWritable,
      Consumer<ControllerEvent> events,
      Supervised part) {
    this.access = access;
    this.mayBeWritable = mayBeWritable;
    this.events = events;
    this.part = part;
  }

  /** The server answered: adopts it unless this process of it is adopted already. */
  void seen(ServerState state) {
    if (!adoptedRunId.equals(Optional.of(state.runId())) && underWay.compareAndSet(false, true)) {
      Runnable adoption = () -> adopt(state.runId());
      if (!part.guard(() -> begin(adoption))) {
        underWay.set(false);
      }
    }
  }

  private void begin(Runnable adoption) {
    Thread thread = Thread.ofVirtual().name("adopt-" + access.get().server()).unstarted(adoption);
    thread.start();
  }

  private void adopt(String runId) {
    ServerAccess access = this.access.get();
    try {
      var settings = new RequiredSettings(access, mayBeWritable).settings();
      adoptedRunId = Optional.of(runId);
      settings
          .changed()
          .forEach(change -> LOG.info("Changed a setting of {}: {}.", access.server(), change));
      settings.faults().forEach(LOG::warn);
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
