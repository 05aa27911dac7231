package io.redisfailover.standalone;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.standalone.admin.ControllerRoutes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The controller of this process, which another one replaces when its settings change: a controller
 * finds everything that it needs in the servers, the proxies and its record. Thread-safe.
 */
final class Leading implements AutoCloseable {
  private final ControllerRoutes routes;
  private Endpoints endpoints;
  private boolean closed;
  private volatile @Nullable Controller controller;

  /**
   * Leads nothing yet.
   *
   * @param endpoints where the servers are
   * @param routes is told which controller answers
   */
  Leading(Endpoints endpoints, ControllerRoutes routes) {
    this.endpoints = endpoints;
    this.routes = routes;
  }

  /**
   * Starts a controller; one that runs ends first.
   *
   * @param another makes one that is not started, for servers that are there
   */
  synchronized void begin(Function<Endpoints, Controller> another) {
    if (closed) {
      return;
    }
    Controller next = another.apply(endpoints);
    Controller before = controller;
    if (before != null) {
      before.close();
    }
    next.start();
    controller = next;
    routes.lead(next);
  }

  /** The servers are somewhere else. */
  synchronized void moved(Endpoints elsewhere) {
    endpoints = elsewhere;
    Controller present = controller;
    routes.movedTo(elsewhere);
    if (present != null) {
      present.moved(elsewhere);
    }
  }

  /** {@return the controller; absent before {@link #begin}} */
  Optional<Controller> controller() {
    return Optional.ofNullable(controller);
  }

  /** {@return why the process is to be restarted, in one sentence; absent while it need not be} */
  Optional<String> dead() {
    return controller().flatMap(Controller::dead);
  }

  /** {@return what an administrator should know who looks at the page only} */
  List<String> problems() {
    return controller().map(leading -> problems(leading.status())).orElse(List.of());
  }

  private static List<String> problems(ControllerStatus status) {
    Optional<String> decision = status.decisionRequired().map(it -> "decision required: " + it);
    return Stream.concat(decision.stream(), status.problems().stream()).map(Sentence::of).toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    controller().ifPresent(Controller::close);
  }
}
