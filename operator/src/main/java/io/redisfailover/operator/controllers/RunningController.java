package io.redisfailover.operator.controllers;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.ControllerSetup;
import io.redisfailover.controller.ControllerStatus;
import io.redisfailover.controller.fleet.HttpProxyFleet;
import io.redisfailover.controller.redis.TimeLimits;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.command.RedisCredentials;
import io.redisfailover.failover.model.ReplicationAddresses;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The running controller of one resource. Passwords, token, proxies and addresses may change while
 * it runs; other settings need another controller. Thread-safe.
 */
final class RunningController {
  /** The ACL user of the operator on both servers. */
  private static final String USER = "rf-operator";

  /** How often a switchover is tried before it counts as refused. */
  private static final int ATTEMPTS = 4;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, Runnable::run);

  /**
   * A request that was handed to the controller.
   *
   * @param request the request
   * @param origin the annotation that asked for it, if one did
   * @param outcome completed with how it ended
   */
  private record Asked(
      ControllerRequest request,
      Optional<RequestOrigin> origin,
      CompletableFuture<RequestOutcome> outcome) {}

  private final Runnable changed;
  private final Controller controller;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile ControllerInputs inputs;
  private volatile Optional<Incident> incident = Optional.empty();
  private Optional<Asked> asked = Optional.empty();
  private boolean ending;

  /** Starts a controller; {@code changed} runs when it knows or does something new. */
  RunningController(ControllerInputs inputs, Runnable changed) {
    this.inputs = inputs;
    this.changed = changed;
    this.controller =
        new Controller(
            new ControllerSetup(
                inputs.settings(),
                ReplicationAddresses.NONE,
                inputs.writable(),
                PairSecrets.of(
                    () ->
                        Optional.of(
                            new RedisCredentials(Optional.of(USER), this.inputs.password())),
                    () -> this.inputs.markerKeys()),
                TimeLimits.DEFAULT,
                new StatusRecord(inputs.record()),
                new HttpProxyFleet(() -> this.inputs.proxies(), () -> this.inputs.token()),
                this::noticed));
    place(inputs);
    controller.start();
  }

  /** {@return why it no longer runs, in one sentence; absent while it does} */
  Optional<String> dead() {
    return controller.dead();
  }

  /** {@return whether it can follow newer inputs} */
  boolean fits(ControllerInputs newer) {
    return inputs.fits(newer);
  }

  /** Follows inputs that fit: a server at another address has moved. */
  void follow(ControllerInputs newer) {
    boolean moved = !newer.settings().endpoints().equals(inputs.settings().endpoints());
    inputs = newer;
    if (moved) {
      controller.moved(newer.settings().endpoints());
    }
    place(newer);
  }

  private void place(ControllerInputs now) {
    now.presence().forEach((server, presence) -> controller.placed(server, false, presence));
  }

  /** {@return what it knows now} */
  synchronized ControllerView view() {
    // The incident is set before the status that it explains is over, so it is read after it.
    ControllerStatus status = controller.status();
    return new ControllerView(
        status,
        incident.map(Incident::explanation),
        inputs.settings().endpoints(),
        asked.map(it ->
            new OpenRequest(
                it.request(), it.origin(), Optional.ofNullable(it.outcome().getNow(null)))),
        ending);
  }

  synchronized boolean isEnding() {
    return ending;
  }

  /** A role change is over in milliseconds, before anyone reads the status again. */
  private void noticed() {
    incident = Incident.after(incident, controller.status());
    changed.run();
  }

  /** See {@link RunningControllers#ask}. */
  synchronized void ask(ControllerRequest request, Optional<RequestOrigin> origin) {
    if (ending || asked.isPresent()) {
      return;
    }
    CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();
    asked = Optional.of(new Asked(request, origin, outcome));
    carryOut(request)
        .thenAccept(end -> {
          outcome.complete(end);
          changed.run();
        });
  }

  /** See {@link RunningControllers#forget}. */
  synchronized void forget(ControllerRequest request) {
    asked = asked.filter(it -> !it.request().equals(request) || !it.outcome().isDone());
  }

  private CompletionStage<RequestOutcome> carryOut(ControllerRequest request) {
    return switch (request) {
      case ControllerRequest.Switchover switchover -> attempt(switchover, ATTEMPTS);
      case ControllerRequest.KeepDataOf decision -> controller.ask(decision);
    };
  }

  /** An obstacle is often gone a moment later, such as a server that answers slowly. */
  private CompletionStage<RequestOutcome> attempt(
      ControllerRequest.Switchover switchover, int attempts) {
    return controller
        .ask(switchover)
        .thenCompose(outcome ->
            outcome instanceof RequestOutcome.NotDone && attempts > 1
                ? CompletableFuture.runAsync(() -> {}, LATER)
                    .thenCompose(unused -> attempt(switchover, attempts - 1))
                : CompletableFuture.completedFuture(outcome));
  }

  /**
   * Shuts it down, on a thread of its own. Idempotent; its request has no outcome any more.
   *
   * @return completed when nothing of it runs any more
   */
  CompletableFuture<Void> end() {
    synchronized (this) {
      if (ending) {
        return ended;
      }
      ending = true;
      asked = Optional.empty();
    }
    Thread.ofVirtual()
        .name("controller-end")
        .start(() -> {
          try {
            controller.close();
          } finally {
            ended.complete(null);
          }
        });
    return ended;
  }
}
