package io.redisfailover.standalone.admin;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controller.Controller;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.ControllerRequests;
import io.redisfailover.proxy.control.ExtraRoutes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the controller of this process, for the control API and for the statistics page: the
 * routes of the control API that are the controller's and the file's. A process without a
 * controller answers each of the controller's with 404 and a sentence. Thread-safe.
 */
public final class ControllerRoutes implements ExtraRoutes, ControllerRequests {
  private static final String STARTING = "the process is still starting; try again in a moment";

  private volatile Endpoints endpoints;
  private final Optional<String> off;
  private volatile @Nullable Controller controller;
  private volatile @Nullable Supplier<CompletionStage<RequestOutcome>> reloads;

  /**
   * Routes of a process that does not lead yet.
   *
   * @param endpoints where the two servers are
   * @param off why it never will, in one sentence; absent when {@link #lead} will follow
   */
  public ControllerRoutes(Endpoints endpoints, Optional<String> off) {
    this.endpoints = endpoints;
    this.off = off;
  }

  /** The servers are somewhere else. */
  public void movedTo(Endpoints elsewhere) {
    endpoints = elsewhere;
  }

  /** From now on the controller answers. */
  public void lead(Controller leading) {
    controller = leading;
  }

  /** From now on the file is read anew by this when that is asked for. */
  public void reloadBy(Supplier<CompletionStage<RequestOutcome>> reload) {
    reloads = reload;
  }

  @Override
  public Optional<String> unavailable() {
    return off;
  }

  @Override
  public CompletionStage<RequestOutcome> ask(ControllerRequest request) {
    Controller leading = controller;
    return leading == null
        ? CompletableFuture.completedFuture(new RequestOutcome.NotDone(off.orElse(STARTING)))
        : leading.ask(request);
  }

  @Override
  public Optional<CompletionStage<Reply>> answer(Route route, byte[] body) {
    return switch (route) {
      case STATUS, EPOCH, PREPARE, COMMIT, ABORT, PEERS, EVIDENCE -> Optional.empty();
      case CONTROLLER -> Optional.of(led(this::report));
      case SWITCHOVER -> asked(body, ControllerRequest.Switchover::new);
      case DECISION -> asked(body, ControllerRequest.KeepDataOf::new);
      case RELOAD -> Optional.of(reloaded());
    };
  }

  private CompletionStage<Reply> reloaded() {
    Supplier<CompletionStage<RequestOutcome>> reload = reloads;
    return reload == null ? error(503, STARTING) : reload.get().thenApply(ControllerRoutes::reply);
  }

  private CompletionStage<Reply> led(Function<Controller, CompletionStage<Reply>> answer) {
    if (off.isPresent()) {
      return error(404, off.get());
    }
    Controller leading = controller;
    return leading == null ? error(503, STARTING) : answer.apply(leading);
  }

  private CompletionStage<Reply> report(Controller leading) {
    return done(200, ReplyJson.write(ControllerReports.of(leading.status(), endpoints)));
  }

  private Optional<CompletionStage<Reply>> asked(
      byte[] body, Function<Server, ControllerRequest> kind) {
    return Optional.of(
        led(leading -> {
          try {
            return leading
                .ask(RequestJson.controllerRequest(body, kind))
                .thenApply(ControllerRoutes::reply);
          } catch (BadMessageException bad) {
            return error(400, bad.sentence());
          }
        }));
  }

  private static Reply reply(RequestOutcome outcome) {
    int status =
        switch (outcome) {
          case RequestOutcome.Done done -> 200;
          case RequestOutcome.NotDone refused -> 409;
        };
    return new Reply(status, ReplyJson.write(outcome));
  }

  private static CompletionStage<Reply> error(int status, String sentence) {
    return done(status, ReplyJson.error(sentence));
  }

  private static CompletionStage<Reply> done(int status, String body) {
    return CompletableFuture.completedFuture(new Reply(status, body));
  }
}
