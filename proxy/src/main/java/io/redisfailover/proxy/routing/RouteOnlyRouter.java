package io.redisfailover.proxy.routing;

import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyRequests;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controlapi.supervision.Supervised;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.relay.DialTarget;
import io.redisfailover.proxy.relay.Relay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The router of the mode {@code RouteOnly}: it follows the checks, changes no server and takes no
 * epoch. Used on one event loop.
 */
public final class RouteOnlyRouter implements Router, ProxyRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Outcome REFUSAL =
      new Refused("this proxy runs in mode RouteOnly and takes no epoch and no switchover");

  private final EventLoop loop;
  private final AddressBook addresses;
  private final InstantSource clock;
  private final TransitionLog log;
  private final RoleChangeRecorder recorder;
  private final Supervised part;
  private final RouteExecution execution;
  private volatile RouteOnlyRoute route;
  private boolean stopped;
  private volatile RouteStatus status = RouteStatus.STARTING;

  /**
   * Creates a router that has not started.
   *
   * @param settings which sessions are closed when a server goes down or comes up
   * @param loop the event loop that it runs on
   * @param addresses the addresses of the servers
   * @param clock the clock of the process
   * @param relay the byte path; no other caller gives it orders
   * @param counts the counters of the byte path
   * @param supervisor keeps it running
   */
  public RouteOnlyRouter(
      Mode.RouteOnly settings,
      EventLoop loop,
      AddressBook addresses,
      InstantSource clock,
      Relay relay,
      SessionCounts counts,
      Supervisor supervisor) {
    this.loop = loop;
    this.addresses = addresses;
    this.clock = clock;
    this.log = new TransitionLog();
    this.recorder = new RoleChangeRecorder(counts);
    this.part = supervisor.add("the router", Weight.VITAL, PATIENCE).pokedBy(this::poke);
    this.execution = new RouteExecution(relay, recorder, loop, clock, this::changesRecorded, part);
    this.route = RouteOnlyRoute.starting(settings);
  }

  @Override
  public void start() {
    // The first event is the first check of a server.
  }

  @Override
  public void stop() {
    part.end();
    loop.execute(() -> stopped = true);
  }

  @Override
  public void dialFailed(DialTarget target) {
    // The checks decide; where they observe connections, they are told of it themselves.
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
  public void checked(Server server, Availability availability) {
    loop.execute(() ->
        part.guard(() -> {
          if (!stopped) {
            take(route.checked(server, availability, addresses::of), Cause.CHECK);
          }
        }));
  }

  @Override
  public CompletionStage<Optional<String>> administer(
      Server server, UnaryOperator<ServerAdmin> change) {
    CompletableFuture<Optional<String>> done = new CompletableFuture<>();
    loop.execute(() -> {
      if (stopped || !part.guard(() -> administered(server, change, done))) {
        done.complete(Optional.of("The proxy cannot change the route; see its log."));
      }
    });
    return done;
  }

  private void administered(
      Server server, UnaryOperator<ServerAdmin> change, CompletableFuture<Optional<String>> done) {
    ServerAdmin next = change.apply(route.admin(server));
    take(route.administered(server, next, addresses::of), Cause.SWITCHOVER)
        .whenComplete((effective, defect) -> done.complete(Optional.empty()));
  }

  @Override
  public void reconfigure(Mode mode) {
    if (mode instanceof Mode.RouteOnly settings) {
      loop.execute(() -> route = route.with(settings));
    }
  }

  @Override
  public ServerAdmin admin(Server server) {
    return route.admin(server);
  }

  /** It has no timer of its own: it runs while its event loop does. */
  private void poke() {
    loop.execute(part::beat);
  }

  private CompletionStage<Boolean> take(RouteOnlyRoute.Change change, Cause cause) {
    Instant now = clock.instant();
    route = change.route();
    Optional<Server> to = route.server();
    if (to.isEmpty()) {
      recorder.held(now);
    }
    Optional<RoleChangeRecorder.Opening> opening =
        to.flatMap(chosen -> recorder.rerouted(chosen, cause, route.why(), now));
    CompletionStage<Boolean> effective = execution.open(change.steps(), now, opening);
    log.route(to, Optional.empty(), true, route.why());
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
            recorder.changes(),
            0,
            Optional.empty());
    return effective;
  }

  private void changesRecorded() {
    status = status.withRoleChanges(recorder.changes());
  }

  @Override
  public CompletionStage<Outcome> peers(PeerList list) {
    return CompletableFuture.completedFuture(REFUSAL);
  }

  @Override
  public CompletionStage<Optional<PeerReport>> evidence() {
    return CompletableFuture.completedFuture(Optional.empty());
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
