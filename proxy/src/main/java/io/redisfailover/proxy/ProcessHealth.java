package io.redisfailover.proxy;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.proxy.config.BufferBudget;
import io.redisfailover.proxy.config.ConnectionBudget;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.ServerCapacity;
import io.redisfailover.proxy.net.ProcessLimits;
import io.redisfailover.proxy.redis.CapacityWatch;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.routing.Router;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with this process: parts that no longer run, and limits that do not fit each other.
 * It compares the limits and lowers what does not fit. Safe for threads.
 */
final class ProcessHealth {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessHealth.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supervisor supervisor =
      new Supervisor((sentence, defect) -> LOG.error(sentence, defect));
  private final ProcessLimits process = ProcessLimits.now();
  private volatile ConnectionBudget budget;
  private volatile ServerCapacity capacity = ServerCapacity.UNKNOWN;
  private volatile Supplier<Optional<String>> beside = Optional::empty;
  private volatile Supplier<List<String>> further = List::of;
  private volatile @Nullable Relay relay;
  private volatile @Nullable CapacityWatch watch;

  /** Creates it for the limits of the configuration. */
  ProcessHealth(Limits wanted) {
    budget = fitted(wanted);
  }

  private ConnectionBudget fitted(Limits wanted) {
    ConnectionBudget fit = ConnectionBudget.fit(wanted, process);
    List<String> problems = fit.problems();
    fit.notes().forEach(problems.isEmpty() ? LOG::info : LOG::warn);
    return fit;
  }

  /** {@return other limits, lowered to what fits this process} */
  Limits refit(Limits wanted) {
    if (!wanted.equals(budget.wanted())) {
      budget = fitted(wanted);
    }
    return budget.limits();
  }

  /** {@return the limits of sessions that fit this process} */
  Limits limits() {
    return budget.limits();
  }

  /** {@return the bytes that sessions may have in flight} */
  BufferBudget buffers() {
    return new BufferBudget(budget.bufferBytes());
  }

  /** Says that the process was asked to end, and how long it takes at most. */
  void ending() {
    Limits limits = budget.limits();
    LOG.info(
        "This process was asked to end: it accepts clients for {} s more, and their sessions have {} s"
            + " to end by themselves.",
        limits.shutdownDelay().toSeconds(),
        limits.drainTimeout().toSeconds());
  }

  /** {@return what keeps the parts of this process running} */
  Supervisor supervisor() {
    return supervisor;
  }

  /**
   * Watches how many clients the servers have and may have, from {@link #start} on.
   *
   * @param loop the event loop of the watch
   * @param links what connections to the servers need
   * @param router tells to which server clients are routed
   * @param sessions is limited to what the servers take
   */
  void watchServers(EventLoop loop, ConnectionContext links, Router router, Relay sessions) {
    relay = sessions;
    CapacityWatch servers =
        new CapacityWatch(
            loop,
            links,
            () -> router.status().routing(),
            sessions::serverConnections,
            () -> sessions.waitingForServer() > 0,
            known -> learned(known, sessions));
    sessions.whenServerConnectionsAreWanted(servers::hurry);
    watch = servers;
  }

  /** Begins to look at the parts. */
  void start() {
    CapacityWatch servers = watch;
    if (servers != null) {
      servers.start();
    }
    supervisor.start();
  }

  /** Looks at an event loop too. */
  void supervise(String name, EventLoop loop) {
    var unused = supervisor.addLoop(name, Weight.MINOR, PATIENCE, loop);
  }

  /** The parts end on purpose from here on. */
  void stop() {
    supervisor.close();
    CapacityWatch servers = watch;
    if (servers != null) {
      servers.stop();
    }
  }

  /** Sets why the process is to be restarted besides; asked at each request for its health. */
  void besides(Supplier<Optional<String>> other) {
    beside = other;
  }

  /** Sets what is wrong besides; asked at each request for the statistics. */
  void alsoShow(Supplier<List<String>> problems) {
    further = problems;
  }

  private void learned(ServerCapacity now, Relay sessions) {
    Optional<String> before = capacity.inWords();
    capacity = now;
    sessions.limitServerConnections(now.mostSessions().orElse(Integer.MAX_VALUE));
    now.inWords().filter(words -> !Optional.of(words).equals(before)).ifPresent(LOG::info);
  }

  /** {@return why the process is to be restarted, in one sentence; absent while it need not be} */
  Optional<String> dead() {
    return supervisor.dead().or(beside);
  }

  /** {@return what is wrong now, and what was met so far} */
  Supervisor.Report report() {
    Supervisor.Report parts = supervisor.report();
    Set<String> problems = new LinkedHashSet<>(further.get());
    problems.addAll(parts.problems());
    beside.get().ifPresent(problems::add);
    problems.addAll(budget.problems());
    Relay sessions = relay;
    if (sessions != null && sessions.waitingForServer() > 0) {
      capacity.obstacle().ifPresent(problems::add);
    }
    return new Supervisor.Report(List.copyOf(problems), parts.restarts(), parts.defects());
  }
}
