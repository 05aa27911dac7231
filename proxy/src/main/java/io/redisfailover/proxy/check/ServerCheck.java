package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.failover.model.Server;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks one server repeatedly until it is closed. The time between two checks counts from the end
 * of one to the start of the next. Any thread may use it; checks run on one event loop.
 */
public final class ServerCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  /** Time to the next check when one could not begin. */
  private static final Duration AFTER_DEFECT = Duration.ofSeconds(1);

  /** Takes results. Called on the event loop of the checks; must not block. */
  @FunctionalInterface
  public interface Listener {
    /** A check has ended, or as many connections failed as count for one. */
    void checked(CheckedServer now);

    /** An administrator has set the health. */
    default void forced(CheckedServer now) {
      checked(now);
    }
  }

  private final Server server;
  private final Bootstrap transport;
  private final EventLoop loop;
  private final Supplier<CheckPlan> plans;
  private final Listener listener;
  private final Supervised part;
  private volatile CheckHistory history;
  private volatile boolean paused;
  private @Nullable CheckRun running;
  private @Nullable Future<?> next;
  private boolean closed;

  /**
   * Creates a check that has not started.
   *
   * @param server the server
   * @param part keeps the checks running
   * @param transport a bootstrap with a channel type
   * @param loop the event loop of the checks
   * @param plans yields the input of each check
   * @param listener takes the result of each check
   */
  public ServerCheck(
      Server server,
      Supervised part,
      Bootstrap transport,
      EventLoop loop,
      Supplier<CheckPlan> plans,
      Listener listener) {
    this.server = server;
    this.part = part.restartedBy(() -> loop.execute(() -> part.guard(this::restart)));
    this.transport = transport;
    this.loop = loop;
    this.plans = plans;
    this.listener = listener;
    this.history = CheckHistory.begin(plans.get().settings(), System.nanoTime());
  }

  /**
   * Starts the checks.
   *
   * @param delay time until the first check; staggers the checks of several servers
   */
  public void start(Duration delay) {
    loop.execute(() -> schedule(delay));
  }

  /** {@return the results so far} */
  public CheckedServer current() {
    return history.at(System.nanoTime()).enabled(!paused);
  }

  /**
   * Goes on with the checks, or stops them: what they have found stays.
   *
   * @param on whether the server is checked
   */
  public void enable(boolean on) {
    paused = !on;
  }

  /**
   * Sets the health as an administrator does. The next checks go on from it.
   *
   * @param up whether the server counts as up
   * @param takesNone whether it takes no new sessions while it is up
   * @return completes when the listener knows it
   */
  public CompletionStage<Void> force(boolean up, boolean takesNone) {
    return CompletableFuture.runAsync(
        () -> {
          long now = System.nanoTime();
          history = history.forced(up, takesNone, now);
          part.guard(() -> listener.forced(history.at(now)));
        },
        loop);
  }

  /**
   * The plan has other times: a check that is to come comes when they say so, counted from now.
   *
   * @param patience how long the checks may make no progress from now on
   */
  public void replanned(Duration patience) {
    part.patience(patience);
    loop.execute(() -> {
      if (next != null && !next.isDone()) {
        schedule(plans.get().settings().intervalAt(history.health()));
      }
    });
  }

  /**
   * A client was connected to the server, or could not be. It counts where the settings say so.
   *
   * @param succeeded whether it was connected
   */
  public void observed(boolean succeeded) {
    if (succeeded && history.errors() == 0) {
      return;
    }
    loop.execute(() -> part.guard(() -> observe(succeeded)));
  }

  private void observe(boolean succeeded) {
    CheckSettings settings = plans.get().settings();
    if (paused || closed || settings.observation().isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    CheckHistory before = history.with(settings);
    CheckHistory after = before.observed(succeeded, settings.observation().get(), now);
    history = after;
    if (succeeded || after.errors() > before.errors()) {
      return;
    }
    hasten(settings);
    if (!after.last().equals(before.last())) {
      tell(before, after, now);
    }
  }

  /** A check that is to come comes after {@code fastinter} at the latest. */
  private void hasten(CheckSettings settings) {
    if (next instanceof ScheduledFuture<?> timer
        && !timer.isDone()
        && timer.getDelay(TimeUnit.NANOSECONDS) > settings.fastInterval().toNanos()) {
      schedule(settings.fastInterval());
    }
  }

  /** Begins the counters of failures anew. */
  public void clearCounters() {
    loop.execute(() -> history = history.cleared());
  }

  /** Stops the checks; a running one gets no verdict. */
  @Override
  public void close() {
    part.end();
    loop.execute(() -> {
      closed = true;
      if (next != null) {
        next.cancel(false);
      }
      if (running != null) {
        running.abandon();
      }
    });
  }

  private void schedule(Duration delay) {
    if (next != null) {
      next.cancel(false);
    }
    if (!closed) {
      next = loop.schedule(this::check, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Begins anew, whatever became of the present check and its timer. */
  private void restart() {
    if (closed) {
      return;
    }
    if (running != null) {
      running.abandon();
    }
    schedule(Duration.ZERO);
  }

  private void check() {
    if (!part.guard(this::checkOnce)) {
      schedule(AFTER_DEFECT);
    }
  }

  private void checkOnce() {
    CheckPlan plan = plans.get();
    if (paused) {
      part.beat();
      schedule(plan.settings().intervalAt(history.health()));
      return;
    }
    running = CheckRun.start(transport, loop, plan, part, result -> checked(plan, result));
  }

  private void checked(CheckPlan plan, CheckResult result) {
    long now = System.nanoTime();
    CheckHistory before = history.with(plan.settings());
    CheckHistory after = before.after(result, now);
    history = after;
    schedule(plan.settings().intervalAt(after.health()));
    part.beat();
    tell(before, after, now);
  }

  private void tell(CheckHistory before, CheckHistory after, long now) {
    if (!after.health().equals(before.health()) || after.conditional() != before.conditional()) {
      part.guard(() -> logChange(after.at(now)));
    }
    part.guard(() -> listener.checked(after.at(now)));
  }

  private void logChange(CheckedServer now) {
    String proxy = plans.get().backend();
    now.last().ifPresent(result -> LOG.info("{}", HealthLines.ofCheck(proxy, server, result, now)));
  }
}
