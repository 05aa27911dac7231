package io.redisfailover.proxy.check;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks one server again and again until it is closed. The time between two checks counts from the
 * end of one to the start of the next. May be used by any thread; checks run on one event loop.
 */
public final class ServerCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  /** Told about results. Called on the event loop of the checks; must not block. */
  @FunctionalInterface
  public interface Listener {
    /** A check is over. */
    void checked(CheckedServer server);
  }

  private final String name;
  private final Bootstrap transport;
  private final EventLoop loop;
  private final Supplier<CheckPlan> plans;
  private final Listener listener;
  private volatile CheckHistory history;
  private @Nullable CheckRun running;
  private @Nullable Future<?> next;
  private boolean closed;

  /**
   * A check that has not begun.
   *
   * @param name the server's name in the log, for instance {@code redis/Master}
   * @param transport a bootstrap with a channel type
   * @param loop the thread of the checks
   * @param plans asked before each check
   * @param listener told after each check
   */
  public ServerCheck(
      String name,
      Bootstrap transport,
      EventLoop loop,
      Supplier<CheckPlan> plans,
      Listener listener) {
    this.name = name;
    this.transport = transport;
    this.loop = loop;
    this.plans = plans;
    this.listener = listener;
    this.history = CheckHistory.begin(plans.get().settings(), System.nanoTime());
  }

  /**
   * Begins.
   *
   * @param delay until the first check; staggers the checks of several servers
   */
  public void start(Duration delay) {
    loop.execute(() -> schedule(delay));
  }

  /** {@return what the checks have found so far} */
  public CheckedServer current() {
    return history.at(System.nanoTime());
  }

  /** Ends the checks; one that is under way gets no verdict. */
  @Override
  public void close() {
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
    if (!closed) {
      next = loop.schedule(this::check, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void check() {
    CheckPlan plan = plans.get();
    running = CheckRun.start(transport, loop, plan, result -> checked(plan, result));
  }

  private void checked(CheckPlan plan, CheckResult result) {
    long now = System.nanoTime();
    CheckHistory before = history.with(plan.settings());
    CheckHistory after = before.after(result, now);
    history = after;
    if (!after.health().equals(before.health())) {
      logChange(after.health(), result);
    }
    schedule(plan.settings().intervalAt(after.health()));
    listener.checked(after.at(now));
  }

  private void logChange(Health health, CheckResult result) {
    LOG.info(
        "Health check for server {} {}, reason: {}, info: \"{}\", check duration: {}ms, status: {}.",
        name,
        result.passed() ? "succeeded" : "failed",
        result.status().description(),
        result.detail(),
        result.duration().toMillis(),
        health.inWords());
  }
}
