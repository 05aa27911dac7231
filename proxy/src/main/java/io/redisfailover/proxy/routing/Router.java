package io.redisfailover.proxy.routing;

import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.relay.DialTarget;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Decides the route and gives the byte path its orders. */
public interface Router {
  /** Starts. Called once, by any thread. */
  void start();

  /** Stops deciding; the route stays. Any thread. */
  void stop();

  /** A client's dial failed, so that the server should be probed now. Any thread. */
  void dialFailed(DialTarget target);

  /**
   * The check script of a server ended. Any thread. Only {@code RouteOnly} routes by it; in {@code
   * Promote} the replication watch knows more, and sooner, and nothing is done.
   *
   * @param server the server
   * @param availability what the server may be used for by it
   */
  default void checked(Server server, Availability availability) {}

  /**
   * Changes what an administrator has set for a server. Any thread. Only {@code RouteOnly} does; in
   * {@code Promote} the data of the servers decide, and nothing overrules them.
   *
   * @param server the server
   * @param change yields what is set from now on
   * @return why it is not changed, in one sentence; empty when it has taken effect on the route
   */
  default CompletionStage<Optional<String>> administer(
      Server server, UnaryOperator<ServerAdmin> change) {
    return CompletableFuture.completedFuture(ServerAdmin.refusal(change));
  }

  /** {@return what an administrator has set for a server; any thread} */
  default ServerAdmin admin(Server server) {
    return ServerAdmin.USUAL;
  }

  /**
   * Takes the settings of a mode that were changed. Any thread.
   *
   * @param mode the same mode as at the start
   */
  default void reconfigure(Mode mode) {}

  /** {@return the state of the route; any thread, never blocks} */
  RouteStatus status();

  /** {@return the requests that a controller may send} */
  ProxyRequests control();
}
