package io.redisfailover.controller;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Threads;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.controller.redis.ProbeLoop;
import io.redisfailover.controller.redis.ServerAccess;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.failover.policy.controller.ControllerPolicy;
import io.redisfailover.failover.policy.controller.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes both servers, decides, acts, records and tells the proxies. Exactly one controller may
 * lead a pair of servers. Thread-safe; one thread of its own decides and acts, one for each server
 * watches, one talks to the proxies.
 */
public final class Controller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  /** A switchover and its calls to silent proxies and servers are a part of this. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration AFTER_DEFECT = Duration.ofMillis(100);

  private final ControllerSetup setup;
  private final BlockingQueue<ControllerEvent> events = new LinkedBlockingQueue<>();
  private final Map<Server, SettingsWatcher> adoptions = new EnumMap<>(Server.class);
  private final Map<Server, SnapshotWatcher> snapshots = new EnumMap<>(Server.class);
  private final Map<Server, ProbeLoop> watches = new EnumMap<>(Server.class);
  private final EpochPublisher publisher;
  private final DecisionLoop loop;
  private final StallInquiry inquiry;
  private final Supervisor supervisor =
      new Supervisor((sentence, defect) -> LOG.error(sentence, defect));
  private final Supervised part;
  private volatile Thread thread = unstarted();
  private final AtomicBoolean begun = new AtomicBoolean();
  private boolean closed;

  /** A controller that is started by {@link #start}; reads the record. */
  public Controller(ControllerSetup setup) {
    this.setup = setup;
    MonotonicClock clock = new MonotonicClock();
    ServerAddresses addresses = new ServerAddresses(setup);
    this.part = supervisor.add("the controller", Weight.VITAL, PATIENCE).restartedBy(this::restart);
    this.publisher =
        new EpochPublisher(
            setup.fleet(),
            addresses::endpoints,
            clock::instant,
            events::add,
            supervisor.add("the publisher of epochs", Weight.MINOR, PATIENCE));
    // What others do with a change keeps no decision back.
    Runnable changed = () -> part.guard(setup.changed());
    this.loop = new DecisionLoop(setup, addresses, clock::instant, publisher, events::add, changed);
    this.inquiry = new StallInquiry(addresses::access, events::add, part);
    for (Server server : Server.values()) {
      Supplier<ServerAccess> access = () -> addresses.access(server);
      Supervised watch =
          supervisor.add("the controller's watch of " + server, Weight.VITAL, PATIENCE);
      boolean writable = setup.writable().contains(server);
      Duration detection = setup.settings().failover().detectionTimeout();
      adoptions.put(server, new SettingsWatcher(access, writable, detection, events::add, watch));
      snapshots.put(server, new SnapshotWatcher(access, watch));
      watches.put(
          server, new ProbeLoop(access, clock::instant, loop.pace(server), this::seen, watch));
    }
  }

  /** Asks the proxies for their epochs, and then begins to watch and to act. To be called once. */
  public void start() {
    thread.start();
    supervisor.start();
  }

  private Thread unstarted() {
    return new Thread(this::run, "controller");
  }

  /** One that has ended gets another thread; one that acts goes on by itself. */
  private synchronized void restart() {
    if (!closed && !thread.isAlive()) {
      thread = unstarted();
      thread.start();
    }
  }

  /** {@return what the controller knows and does at this moment} */
  public ControllerStatus status() {
    return loop.status().with(supervisor.report().problems());
  }

  /**
   * {@return why the process is to be restarted, in one sentence: a watch or the controller itself
   * no longer runs, and could not be started again; absent while it need not be}
   */
  public Optional<String> dead() {
    return supervisor.dead();
  }

  /**
   * Asks for something.
   *
   * <p>A switchover loses nothing, and clients wait for some milliseconds. It is refused when that
   * server is active already, or when the standby is not in sync within 10 s. A decision is refused
   * when {@link ControllerStatus#decisionRequired} is absent, or no decision settles it; one that
   * was taken stands, also when it cannot be carried out in time.
   *
   * @param request the request; a newer one of the same kind takes the place of an older one
   * @return how it ended, within some 15 s of a running controller; never fails. What is chained to
   *     it must be quick: it may run on the deciding thread
   */
  public CompletionStage<RequestOutcome> ask(ControllerRequest request) {
    CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
    events.add(new ControllerEvent.Requested(request, outcome));
    return outcome.minimalCompletionStage();
  }

  /**
   * Tells where the servers are now. A server at another address has moved: it is dialled there,
   * and the proxies are told. What the controller remembers, and an open request, stay.
   *
   * @param endpoints where both servers are
   */
  public void moved(Endpoints endpoints) {
    events.add(new ControllerEvent.Moved(endpoints));
  }

  /**
   * Says what whoever runs a server knows of it: an empty start on a new disk lost nothing by
   * mistake, nobody is made active beside a server that is being stopped, and one that was known
   * not to run has nothing newer than the one that was active meanwhile. Until the first call, none
   * of it is assumed.
   *
   * @param server which server
   * @param newVolume whether its disk is a new one since the newest epoch began
   * @param presence whether it runs
   */
  public void placed(Server server, boolean newVolume, ServerFacts.Presence presence) {
    events.add(new ControllerEvent.Placed(server, newVolume, presence));
  }

  private void seen(ProbeResult result) {
    events.add(new ControllerEvent.Seen(result));
    result.state().ifPresent(state -> adopt(result.server(), state, result.receivedAt()));
  }

  private void adopt(Server server, ServerState state, Instant at) {
    SettingsWatcher adoption = adoptions.get(server);
    if (adoption != null) {
      adoption.seen(state, at);
    }
    SnapshotWatcher snapshot = snapshots.get(server);
    if (snapshot != null) {
      snapshot.seen(state, at);
    }
  }

  private void run() {
    if (begun.compareAndSet(false, true)) {
      publisher.start();
      watches.values().forEach(ProbeLoop::start);
    }
    while (!Thread.currentThread().isInterrupted()) {
      try {
        ControllerEvent event =
            events.poll(ControllerPolicy.DECIDE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        while (event != null) {
          loop.take(event);
          event = events.poll();
        }
        loop.decide();
        inquiry.about(loop.status());
        part.beat();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error defect) {
        // The edge of the loop: a controller that is gone helps nobody, the next round starts anew.
        part.failed(defect);
        LockSupport.parkNanos(AFTER_DEFECT.toNanos());
      }
    }
  }

  /** Stops watching and acting; an order that is under way is finished first. Idempotent. */
  @Override
  public void close() {
    supervisor.close();
    synchronized (this) {
      closed = true;
    }
    Threads.end(thread, Duration.ofSeconds(5));
    loop.abandoned(events);
    watches.values().forEach(ProbeLoop::close);
    publisher.close();
    setup.fleet().close();
  }
}
