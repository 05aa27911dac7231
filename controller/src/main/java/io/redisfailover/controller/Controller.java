package io.redisfailover.controller;

import io.redisfailover.controller.defect.Defects;
import io.redisfailover.controller.redis.ServerWatch;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.policy.ControllerPolicy;
import io.redisfailover.failover.policy.ServerFacts;
import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes both servers, decides, acts, records and tells the proxies. Exactly one controller may
 * lead a pair of servers. Thread-safe; one thread of its own decides and acts, one for each server
 * watches, one talks to the proxies.
 */
public final class Controller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  private final ControllerSetup setup;
  private final BlockingQueue<ControllerEvent> events = new LinkedBlockingQueue<>();
  private final Map<Node, ServerAdoption> adoptions = new EnumMap<>(Node.class);
  private final Map<Node, ServerWatch> watches = new EnumMap<>(Node.class);
  private final LinePublisher publisher;
  private final DecisionLoop loop;
  private final Thread thread = new Thread(this::run, "controller");

  /** A controller that is started by {@link #start}; reads the record. */
  public Controller(ControllerSetup setup) {
    this.setup = setup;
    MonotonicClock clock = new MonotonicClock();
    this.publisher =
        new LinePublisher(setup.fleet(), setup.settings().endpoints(), clock::instant, events::add);
    this.loop = new DecisionLoop(setup, clock::instant, publisher);
    for (Node node : Node.values()) {
      adoptions.put(
          node,
          new ServerAdoption(setup.server(node), setup.writable().contains(node), events::add));
      watches.put(
          node, new ServerWatch(setup.server(node), clock::instant, loop.pace(node), this::seen));
    }
  }

  /** Asks the proxies for their lines, and then begins to watch and to act. To be called once. */
  public void start() {
    thread.start();
  }

  /** {@return what the controller knows and does at this moment} */
  public ControllerStatus status() {
    return loop.status();
  }

  /**
   * Asks for a planned switch: nothing is lost, and clients wait for some milliseconds. Refused
   * when that server is active already, or when the standby is not in sync within 10 s.
   *
   * @param to the server that shall be active
   * @return how it ended, within some 15 s of a running controller; never fails. What is chained to
   *     it must be quick: it may run on the deciding thread
   */
  public CompletionStage<RequestOutcome> switchover(Node to) {
    CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
    events.add(new ControllerEvent.Requested(to, outcome));
    return outcome.minimalCompletionStage();
  }

  /**
   * Answers the question of {@link ControllerStatus#needsDecision}. What the other server holds
   * beyond may be overwritten after that. Refused when there is no question, or one that no answer
   * settles.
   *
   * @param survivor the server whose data go on
   * @return how it ended, as for {@link #switchover}; an answer that was taken stands, also when it
   *     cannot be carried out in that time
   */
  public CompletionStage<RequestOutcome> promote(Node survivor) {
    CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
    events.add(new ControllerEvent.Answered(survivor, outcome));
    return outcome.minimalCompletionStage();
  }

  /**
   * Says what whoever runs a server knows of it: an empty start on a new disk lost nothing by
   * mistake, nobody is made active beside a server that is being stopped, and one that was known
   * not to run has nothing newer than the one that was active meanwhile. Until the first call, none
   * of it is assumed.
   *
   * @param node which server
   * @param newVolume whether its disk is a new one since the newest line began
   * @param presence whether it runs
   */
  public void placed(Node node, boolean newVolume, ServerFacts.Presence presence) {
    events.add(new ControllerEvent.Placed(node, newVolume, presence));
  }

  private void seen(View view) {
    events.add(new ControllerEvent.Seen(view));
    view.state().ifPresent(state -> adopt(view.node(), state));
  }

  private void adopt(Node node, ServerState state) {
    ServerAdoption adoption = adoptions.get(node);
    if (adoption != null) {
      adoption.seen(state);
    }
  }

  private void run() {
    publisher.start();
    watches.values().forEach(ServerWatch::start);
    while (!Thread.currentThread().isInterrupted()) {
      try {
        ControllerEvent event =
            events.poll(ControllerPolicy.DECIDE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        while (event != null) {
          loop.take(event);
          event = events.poll();
        }
        loop.decide();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error defect) {
        // The edge of the loop: a controller that is gone helps nobody, the next round starts anew.
        Defects.survive(LOG, "A decision failed.", defect);
      }
    }
  }

  /** Stops watching and acting; an order that is under way is finished first. Idempotent. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    loop.abandoned(events);
    watches.values().forEach(ServerWatch::close);
    publisher.close();
    setup.fleet().close();
  }
}
