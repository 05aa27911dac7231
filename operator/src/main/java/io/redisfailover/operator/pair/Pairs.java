package io.redisfailover.operator.pair;

import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.RequestOutcome;
import io.redisfailover.failover.view.Endpoints;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All controllers of this operator, by the resource that they belong to. No call dials a server, so
 * an unreachable one costs nobody but its own controller. Thread-safe; calls for one key must not
 * overlap, as a reconciler guarantees.
 *
 * @param <K> what names a resource
 */
public final class Pairs<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pairs.class);

  private final Map<K, Pair> running = new ConcurrentHashMap<>();
  private final Consumer<K> changed;

  /**
   * None yet.
   *
   * @param changed told of a resource whose controller knows or does something new; must be quick
   */
  public Pairs(Consumer<K> changed) {
    this.changed = changed;
  }

  /**
   * Starts the controller of a resource, or lets the one that runs follow what changed: other
   * addresses or settings need a new one, which learns from the servers where they are.
   *
   * @return the controller
   */
  public Controller keep(K key, PairPlan plan) {
    Pair present = running.get(key);
    if (present != null && present.fits(plan)) {
      present.follow(plan);
      return present.controller();
    }
    if (present != null) {
      LOG.info("{}: the controller starts anew: {}", key, plan.settings());
      present.close();
    }
    Pair started = new Pair(plan, () -> changed.accept(key));
    running.put(key, started);
    return started.controller();
  }

  /** Stops the controller of a resource, if one runs. */
  public void stop(K key) {
    Pair present = running.remove(key);
    if (present != null) {
      present.close();
    }
  }

  /**
   * Asks the controller of a resource for something, once: another call with the same wish asks for
   * nothing until the first one has ended, and then says how. The listener of this object is told
   * at that moment.
   *
   * @return how it ended; empty while it is under way, and while no controller runs
   */
  public Optional<RequestOutcome> ask(K key, Wish wish) {
    return Optional.ofNullable(running.get(key)).flatMap(pair -> pair.ask(wish));
  }

  /** {@return what the controller of a resource knows; empty while none runs} */
  public Optional<ControllerStatus> status(K key) {
    return Optional.ofNullable(running.get(key)).map(Pair::status);
  }

  /** {@return why the active server of a resource changed last; empty when that is not known} */
  public Optional<Explanation> explanation(K key) {
    return Optional.ofNullable(running.get(key)).flatMap(Pair::explanation);
  }

  /** {@return where the controller of a resource looks for the servers; empty while none runs} */
  public Optional<Endpoints> endpoints(K key) {
    return Optional.ofNullable(running.get(key)).map(Pair::endpoints);
  }

  /** Stops all of them. */
  @Override
  public void close() {
    running.keySet().forEach(this::stop);
  }
}
