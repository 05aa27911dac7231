package io.redisfailover.controller;

import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controller.redis.MarkerSnapshot;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.model.ErrorReply;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.ServerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one server write a snapshot once its data, which was there before, has its first marker. A
 * server that is adopted with data has an older snapshot on its disk. After a crash it would come
 * back with that, and nobody could tell whose data it is. To be told of every probe result's state
 * by one thread.
 */
final class SnapshotWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatcher.class);

  /** Source: a snapshot that is being written already is often done by then. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Supplier<ServerAccess> access;
  private final Supervised part;
  private final AtomicBoolean underWay = new AtomicBoolean();

  /** The process that was seen with data and without a marker, until its snapshot has begun. */
  private volatile Optional<String> unmarkedRunId = Optional.empty();

  private volatile Optional<ErrorReply> warned = Optional.empty();
  private Instant triedAt = Instant.MIN;

  /**
   * Creates one that has seen nothing.
   *
   * @param access the server
   * @param part the watch of the server; it is told of defects
   */
  SnapshotWatcher(Supplier<ServerAccess> access, Supervised part) {
    this.access = access;
    this.part = part;
  }

  /** The server answered. */
  void seen(ServerState state, Instant at) {
    if (isUnmarked(state)) {
      unmarkedRunId = Optional.of(state.runId());
      return;
    }
    boolean due =
        state.marker().isPresent()
            && unmarkedRunId.equals(Optional.of(state.runId()))
            && at.isAfter(triedAt.plus(AGAIN));
    if (due && underWay.compareAndSet(false, true)) {
      triedAt = at;
      if (!part.guard(this::begin)) {
        underWay.set(false);
      }
    }
  }

  private static boolean isUnmarked(ServerState state) {
    return state.keys() > 0
        && state.marker().isEmpty()
        && !state.markers().has(Markers.Flaw.UNREAD);
  }

  private void begin() {
    Thread.ofVirtual().name("snapshot-" + access.get().server()).start(this::save);
  }

  private void save() {
    ServerAccess access = this.access.get();
    try {
      switch (MarkerSnapshot.begin(access)) {
        case MarkerSnapshot.Outcome.Begun() -> {
          LOG.info(
              "Saving a snapshot of {}: the one on its disk is of the time before its data had a"
                  + " marker.",
              access.server());
          unmarkedRunId = Optional.empty();
        }
        case MarkerSnapshot.Outcome.NotNeeded() -> unmarkedRunId = Optional.empty();
        case MarkerSnapshot.Outcome.Refused(ErrorReply error) -> refused(access, error);
      }
    } catch (NoAnswerException failure) {
      // A later probe of the same process tries again.
      LOG.debug("Failed to save a snapshot of {}", access, failure);
    } catch (RuntimeException | Error defect) {
      part.failed(defect);
    } finally {
      underWay.set(false);
    }
  }

  private void refused(ServerAccess access, ErrorReply error) {
    if (error.kind() == ErrorReply.Kind.NOPERM) {
      unmarkedRunId = Optional.empty();
    }
    if (!warned.equals(Optional.of(error))) {
      warned = Optional.of(error);
      LOG.warn(
          "Failed to save a snapshot of {} ({}): if it crashes before its next one, its data comes"
              + " back without a marker, and a decision is required. {}",
          access.server(),
          error,
          error.kind() == ErrorReply.Kind.NOPERM
              ? "Allow the user +bgsave, or run BGSAVE on the server."
              : "Trying again.");
    }
  }
}
