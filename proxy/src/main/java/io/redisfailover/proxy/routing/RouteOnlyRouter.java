package io.redisfailover.proxy.routing;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The mode {@code RouteOnly}: follows the checks, changes no server, takes no line. All on one
 * event loop.
 */
public final class RouteOnlyRouter implements Router, ProxyRequests {
  private static final Outcome REFUSAL =
      new Refused("this proxy only routes, by its own checks: no line and no switch is for it");

  private final EventLoop loop;
  private final AddressBook addresses;
  private final InstantSource clock;
  private final RelaySteps steps;
  private final TransitionLog log;
  private final Chronicle chronicle;
  private RouteOnlyRoute route;
  private boolean stopped;
  private volatile RouteStatus status = RouteStatus.STARTING;

  /**
   * A router that has not started.
   *
   * @param settings what happens to sessions when a server goes down or comes up
   * @param loop the event loop that it lives on
   * @param addresses where the servers are
   * @param clock the clock of the process
   * @param relay the byte path; this router alone gives it orders
   * @param counts what the byte path counts
   */
  public RouteOnlyRouter(
      Mode.RouteOnly settings,
      EventLoop loop,
      AddressBook addresses,
      InstantSource clock,
      Relay relay,
      SessionCounts counts) {
    this.loop = loop;
    this.addresses = addresses;
    this.clock = clock;
    this.steps = new RelaySteps(relay);
    this.log = new TransitionLog();
    this.chronicle = new Chronicle(counts);
    this.route = RouteOnlyRoute.starting(settings);
  }

  @Override
  public void start() {
    // The first check of a server is the first event.
  }

  @Override
  public void stop() {
    loop.execute(() -> stopped = true);
  }

  @Override
  public void dialFailed(Target target) {
    // The checks decide, as they do in HAProxy without "observe".
  }

  @Override
  public RouteStatus status() {
    return status;
  }

  @Override
  public ProxyRequests control() {
    return this;
  }

  @Override
  public void checked(Node node, boolean up) {
    loop.execute(() -> take(node, up));
  }

  private void take(Node node, boolean up) {
    if (stopped) {
      return;
    }
    RouteOnlyRoute.Change change = route.checked(node, up, addresses::of);
    route = change.route();
    Optional<Node> to = route.node();
    if (to.isEmpty()) {
      chronicle.held(clock.instant());
    }
    Optional<Chronicle.Opening> opening =
        to.flatMap(server -> chronicle.rerouted(server, route.why(), clock.instant()));
    CompletionStage<Boolean> applied = steps.add(change.steps());
    log.route(to, true, route.why());
    status =
        new RouteStatus(
            Optional.empty(),
            to,
            true,
            route.why(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            chronicle.changes());
    opening.ifPresent(awaited -> {
      var unused =
          applied
              .thenApply(done -> clock.instant())
              .thenAcceptAsync(at -> opened(awaited, at), loop);
    });
  }

  private void opened(Chronicle.Opening opening, Instant at) {
    chronicle.opened(opening, at);
    status = status.withFailovers(chronicle.changes());
  }

  @Override
  public CompletionStage<Outcome> push(EpochPush push) {
    return CompletableFuture.completedFuture(REFUSAL);
  }

  @Override
  public CompletionStage<Outcome> prepare(SwitchoverPrepare prepare) {
    return CompletableFuture.completedFuture(REFUSAL);
  }

  @Override
  public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
    return CompletableFuture.completedFuture(REFUSAL);
  }

  @Override
  public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
    return CompletableFuture.completedFuture(REFUSAL);
  }
}
