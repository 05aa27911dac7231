package io.redisfailover.standalone.operations;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestDone;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controller.Controller;
import io.redisfailover.controller.RequestOutcome;
import io.redisfailover.failover.view.Endpoints;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.control.FurtherRoutes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The controller's routes of the control API. A process without a controller answers each of them
 * with 404 and a sentence. Thread-safe.
 */
public final class ControllerRoutes implements FurtherRoutes {
  private final Endpoints endpoints;
  private final Optional<String> off;
  private volatile @Nullable Controller controller;

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

  /** From now on the controller answers. */
  public void lead(Controller leading) {
    controller = leading;
  }

  @Override
  public Optional<CompletionStage<Reply>> answer(Route route, byte[] body) {
    return switch (route) {
      case STATUS, EPOCH, PREPARE, COMMIT, ABORT -> Optional.empty();
      case CONTROLLER -> Optional.of(led(this::report));
      case SWITCHOVER -> Optional.of(led(leading -> ask(body, leading::switchover)));
      case DECISION -> Optional.of(led(leading -> ask(body, leading::promote)));
    };
  }

  private CompletionStage<Reply> led(Function<Controller, CompletionStage<Reply>> answer) {
    if (off.isPresent()) {
      return error(404, off.get());
    }
    Controller leading = controller;
    return leading == null ? error(503, "the process is just starting") : answer.apply(leading);
  }

  private CompletionStage<Reply> report(Controller leading) {
    return done(200, ReplyJson.write(ControllerReports.of(leading.status(), endpoints)));
  }

  private static CompletionStage<Reply> ask(
      byte[] body, Function<Node, CompletionStage<RequestOutcome>> request) {
    try {
      return request.apply(RequestJson.choice(body).server()).thenApply(ControllerRoutes::reply);
    } catch (BadMessageException bad) {
      return error(400, bad.sentence());
    }
  }

  private static Reply reply(RequestOutcome outcome) {
    return switch (outcome) {
      case RequestOutcome.Done(String sentence) ->
          new Reply(200, ReplyJson.write(new RequestDone(sentence)));
      case RequestOutcome.NotDone(String sentence) -> new Reply(409, ReplyJson.error(sentence));
    };
  }

  private static CompletionStage<Reply> error(int status, String sentence) {
    return done(status, ReplyJson.error(sentence));
  }

  private static CompletionStage<Reply> done(int status, String body) {
    return CompletableFuture.completedFuture(new Reply(status, body));
  }
}
