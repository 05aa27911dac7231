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
import java.util.concurrent.atomic.AtomicReference;
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

  /** After a refusal, which an administrator has to do something about. */
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

  private final Supplier<ServerAccess> access;
  private final Supervised part;
  private final AtomicBoolean underWay = new AtomicBoolean();

  /** The process that was seen with data and without a marker, until it has saved a snapshot. */
  private final AtomicReference<Optional<Unmarked>> unmarked =
      new AtomicReference<>(Optional.empty());

  private volatile Optional<String> warned = Optional.empty();
  private volatile Duration pause = AGAIN;
  private Instant triedAt = Instant.MIN;

  /**
   * A process with data that had no marker.
   *
   * @param runId the process
   * @param savedBefore when it had saved its last snapshot before it was told to save one
   */
  private record Unmarked(String runId, Optional<Long> savedBefore) {}

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
    Optional<Unmarked> before = unmarked.get();
    boolean same = before.filter(it -> it.runId().equals(state.runId())).isPresent();
    if (isUnmarked(state)) {
      if (!same) {
        unmarked.set(Optional.of(new Unmarked(state.runId(), Optional.empty())));
        warned = Optional.empty();
        pause = AGAIN;
      }
      return;
    }
    boolean due = state.marker().isPresent() && same && at.isAfter(triedAt.plus(pause));
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
    Optional<Unmarked> before = unmarked.get();
    if (before.isEmpty()) {
      underWay.set(false);
      return;
    }
    try {
      Optional<Long> savedBefore = before.get().savedBefore();
      pause = AGAIN;
      switch (MarkerSnapshot.begin(access, savedBefore)) {
        case MarkerSnapshot.Outcome.UnderWay(long since, boolean failed) -> {
          if (savedBefore.isEmpty()) {
            LOG.info(
                "Saving a snapshot of {}: the one on its disk is of the time before its data had a"
                    + " marker.",
                access.server());
          } else if (failed) {
            warn(access, "its log says why", "Trying again.");
          }
          unmarked.compareAndSet(
              before, Optional.of(new Unmarked(before.get().runId(), Optional.of(since))));
        }
        case MarkerSnapshot.Outcome.Saved saved -> unmarked.compareAndSet(before, Optional.empty());
        case MarkerSnapshot.Outcome.NotNeeded none ->
            unmarked.compareAndSet(before, Optional.empty());
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
    pause = AFTER_REFUSAL;
    warn(
        access,
        error.toString(),
        error.kind() == ErrorReply.Kind.NOPERM
            ? "Allow the user +bgsave, or run BGSAVE on the server."
            : "Trying again.");
  }

  private void warn(ServerAccess access, String why, String remedy) {
    if (!warned.equals(Optional.of(why))) {
      warned = Optional.of(why);
      LOG.warn(
          "Failed to save a snapshot of {} ({}): if it crashes before its next one, its data comes"
              + " back without a marker, and a decision is required. {}",
          access.server(),
          why,
          remedy);
    }
  }
}
