package io.redisfailover.proxy.admin;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.routing.ServerAdmin;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has acts carried out by those who own them: the route, the byte path and the controller. Each of
 * these may refuse. Safe for threads, never blocks.
 */
public final class ServerActs {
  private final Administration administration;
  private final ControllerRequests controller;

  /**
   * Acts on the servers of one process.
   *
   * @param administration changes what this process changes itself
   * @param controller takes what a controller carries out
   */
  public ServerActs(Administration administration, ControllerRequests controller) {
    this.administration = administration;
    this.controller = controller;
  }

  /** {@return the acts that may have an effect in a mode, in their order} */
  public Set<ServerAct> offered(Mode mode) {
    return switch (mode) {
      case Mode.RouteOnly routeOnly ->
          EnumSet.of(ServerAct.READY, ServerAct.DRAIN, ServerAct.MAINT, ServerAct.SHUTDOWN);
      case Mode.Promote promote ->
          controller.unavailable().isPresent()
              ? EnumSet.of(ServerAct.SHUTDOWN)
              : EnumSet.of(ServerAct.SHUTDOWN, ServerAct.SWITCHOVER, ServerAct.KEEP_DATA_OF);
    };
  }

  /**
   * {@return why the controller is asked elsewhere, and what to do instead, in one sentence; absent
   * where it is asked here}
   */
  public Optional<String> controllerElsewhere() {
    return controller.unavailable();
  }

  /** {@return how an act ends} */
  public CompletionStage<RequestOutcome> carryOut(ServerAct act, Server server) {
    try {
      return switch (act) {
        case READY -> set(server, ServerAdmin.State.READY);
        case DRAIN -> set(server, ServerAdmin.State.DRAIN);
        case MAINT -> set(server, ServerAdmin.State.MAINT);
        case SHUTDOWN ->
            administration.endSessionsOf(server).thenApply(ended -> shutDown(server, ended));
        case SWITCHOVER -> controller.ask(new ControllerRequest.Switchover(server));
        case KEEP_DATA_OF -> controller.ask(new ControllerRequest.KeepDataOf(server));
      };
    } catch (RuntimeException defect) {
      return CompletableFuture.failedFuture(defect);
    }
  }

  private CompletionStage<RequestOutcome> set(Server server, ServerAdmin.State state) {
    return administration
        .administer(server, admin -> admin.with(state))
        .thenApply(refusal ->
            refusal
                .<RequestOutcome>map(RequestOutcome.NotDone::new)
                .orElseGet(() -> new RequestOutcome.Done(server + " is set to " + state.word())));
  }

  private static RequestOutcome shutDown(Server server, int ended) {
    return new RequestOutcome.Done(
        "%d %s of %s %s shut down"
            .formatted(
                ended, ended == 1 ? "session" : "sessions", server, ended == 1 ? "was" : "were"));
  }
}
