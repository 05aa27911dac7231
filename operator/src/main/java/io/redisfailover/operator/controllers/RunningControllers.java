package io.redisfailover.operator.controllers;

import io.redisfailover.controlapi.ControllerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All controllers of this operator, by the resource that they belong to. No call dials a server or
 * waits for a controller, except {@link #close}. Thread-safe; calls for one key must not overlap,
 * as a reconciler guarantees.
 *
 * @param <K> what names a resource
 */
public final class RunningControllers<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningControllers.class);

  private final Map<K, RunningController> running = new ConcurrentHashMap<>();
  private final Consumer<K> changed;
  private final Function<K, String> name;

  /** What {@link #keep} did. */
  public enum Kept {
    /** It started a controller. */
    STARTED,
    /** The running controller follows the inputs. */
    FOLLOWS,
    /** The running controller does not fit and shuts down; another one starts after its end. */
    WAITS
  }

  /**
   * Creates an empty registry.
   *
   * @param changed called with a resource whose controller knows or does something new, or has
   *     ended; by any thread; must be quick
   * @param name names a resource in the log
   */
  public RunningControllers(Consumer<K> changed, Function<K, String> name) {
    this.changed = changed;
    this.name = name;
  }

  /**
   * Keeps a controller running for a resource. New addresses, secrets and proxies are told to the
   * running controller. Other settings need a new controller, and so does one that no longer runs:
   * the present one shuts down, and the next call after its end starts another.
   */
  public Kept keep(K key, ControllerInputs inputs) {
    RunningController present = running.get(key);
    if (present == null) {
      running.put(key, new RunningController(inputs, () -> changed.accept(key)));
      return Kept.STARTED;
    }
    Optional<String> dead = present.dead();
    if (!present.isEnding() && present.fits(inputs) && dead.isEmpty()) {
      present.follow(inputs);
      return Kept.FOLLOWS;
    }
    if (!present.isEnding() && dead.isPresent()) {
      LOG.error("Restarting the controller of {}: {}", name.apply(key), dead.get());
    } else if (!present.isEnding()) {
      LOG.info("Restarting the controller of {} with new settings.", name.apply(key));
    }
    end(key, present);
    return Kept.WAITS;
  }

  /** Shuts the controller of a resource down, if one runs. */
  public void stop(K key) {
    RunningController present = running.get(key);
    if (present != null) {
      end(key, present);
    }
  }

  private void end(K key, RunningController controller) {
    if (controller.isEnding()) {
      return;
    }
    CompletableFuture<Void> unused =
        controller
            .end()
            .thenRun(() -> {
              running.remove(key, controller);
              changed.accept(key);
            });
  }

  /**
   * Hands a request to the controller of a resource. A controller takes one request at a time:
   * while it has one, and while no controller runs, the call does nothing. {@link
   * ControllerView#request} shows the request and its outcome until {@link #forget}; a change tells
   * of the outcome.
   *
   * @param key names the resource
   * @param request the request
   * @param origin the annotation that asks for it, if one does
   */
  public void ask(K key, ControllerRequest request, Optional<RequestOrigin> origin) {
    Optional.ofNullable(running.get(key)).ifPresent(controller -> controller.ask(request, origin));
  }

  /** Forgets a request that has its outcome, so that the controller takes the next one. */
  public void forget(K key, ControllerRequest request) {
    Optional.ofNullable(running.get(key)).ifPresent(controller -> controller.forget(request));
  }

  /** {@return what the controller of a resource knows now; empty while none runs} */
  public Optional<ControllerView> view(K key) {
    return Optional.ofNullable(running.get(key)).map(RunningController::view);
  }

  /** Shuts all controllers down at the same time, and waits until the last one has ended. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> ends =
        running.values().stream().map(RunningController::end).toList();
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
    running.clear();
  }
}
