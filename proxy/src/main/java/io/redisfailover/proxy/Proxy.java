package io.redisfailover.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.proxy.admin.ControllerRequests;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.control.ControlPlane;
import io.redisfailover.proxy.control.ExtraRoutes;
import io.redisfailover.proxy.log.AccessLog;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.relay.DialAt;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.relay.pipeline.PipelineRelay;
import io.redisfailover.proxy.routing.PromoteRouter;
import io.redisfailover.proxy.routing.RouteOnlyRouter;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.runtimeapi.RuntimePlane;
import io.redisfailover.proxy.stats.StatisticsPlane;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A whole proxy. It is created, started once and stopped once; call {@link #stop} after a failed
 * start too. Its methods may be called by any thread that is not its own.
 *
 * <p>Its threads are event loops that move bytes, one that probes the servers and decides, one for
 * checks, and one each of the control API and of the statistics, so that none delays another.
 */
public final class Proxy implements AutoCloseable {
  private static final String NO_CONTROLLER =
      "No controller runs in this process; ask where it runs.";

  private volatile ProxyConfig config;
  private final MultiThreadIoEventLoopGroup deciding;
  private final MultiThreadIoEventLoopGroup checking;
  private final Sockets sockets;
  private final AddressBook addresses;
  private final AccessLog accessLog;
  private final Relay relay;
  private final SessionControl sessions;
  private final ProxyAdministration administration;
  private final Router router;
  private final ServerChecks checks;
  private final ProxyStatusSource status;
  private final ProcessHealth health;
  private final ControlPlane control;
  private final RuntimePlane runtime;
  private final ExtraRoutes further;
  private final StatisticsPlane statistics;
  private volatile boolean accepting;

  /**
   * The addresses of a proxy.
   *
   * @param clients the address that clients connect to
   * @param statistics the address of the statistics; absent when they are not served
   * @param control the address of the control API; absent when it is not served
   * @param runtimeApi the addresses of the runtime API on TCP
   */
  public record Addresses(
      InetSocketAddress clients,
      Optional<InetSocketAddress> statistics,
      Optional<InetSocketAddress> control,
      List<InetSocketAddress> runtimeApi) {}

  /** Creates a proxy that has not started, without further routes and without a controller. */
  public Proxy(ProxyConfig config) {
    this(config, ExtraRoutes.NONE, ControllerRequests.none(NO_CONTROLLER));
  }

  /**
   * Creates a proxy that has not started.
   *
   * @param configured its configuration
   * @param further what the control API serves beside the proxy's own routes
   * @param requests the way to the controller, for the statistics page
   */
  public Proxy(ProxyConfig configured, ExtraRoutes further, ControllerRequests requests) {
    health = new ProcessHealth(configured.limits());
    config = configured.withLimits(health.limits());
    Supervisor supervisor = health.supervisor();
    MonotonicClock clock = new MonotonicClock();
    sockets = Sockets.of(config.listen().transport());
    deciding = sockets.eventLoops("decide", 1);
    checking = sockets.eventLoops("check", 1);
    addresses = new AddressBook(config.endpoints(), supervisor);
    accessLog = new AccessLog(config.accessLog(), clock);
    SessionRecorder recorder = new SessionRecorder(accessLog, clock);
    PipelineRelay bytePath =
        new PipelineRelay(
            config.listen(),
            config.limits(),
            health.buffers(),
            recorder,
            clock,
            dialAt(config.mode()),
            supervisor);
    relay = bytePath;
    sessions = bytePath.sessionControl();
    ConnectionContext links =
        new ConnectionContext(sockets, addresses, config.secrets(), clock, supervisor);
    control = new ControlPlane(config.control(), sockets);
    runtime = new RuntimePlane(() -> config, sockets);
    statistics = new StatisticsPlane(() -> config, requests, sockets);
    this.further = further;
    router = router(links, recorder);
    if (config.mode() instanceof Mode.Promote) {
      // RouteOnly does not read the limits of the servers, as HAProxy does not.
      health.watchServers((EventLoop) deciding.next(), links, router, relay);
    }
    recorder.onDialFailure(router::dialFailed);
    checks = new ServerChecks(() -> config, links, (EventLoop) checking.next(), router, recorder);
    status =
        new ProxyStatusSource(
            () -> config, clock, router, checks, recorder, sessions, addresses, health);
    administration = new ProxyAdministration(router, checks, sessions, recorder);
  }

  /**
   * Listens and begins to probe the servers; clients are held until a route exists.
   *
   * @return the bound addresses
   * @throws IOException when an address cannot be bound; {@link #stop} frees the others
   */
  public Addresses start() throws IOException {
    checks.warmUp();
    InetSocketAddress clients = relay.start();
    status.bound(clients);
    router.start();
    checks.start();
    Optional<InetSocketAddress> page = statistics.start(status, status, sessions, administration);
    Optional<InetSocketAddress> api = control.start(config.name(), router, relay, further);
    List<InetSocketAddress> commands = runtime.start(status, sessions, administration);
    health.supervise("decide", (EventLoop) deciding.next());
    health.supervise("check", (EventLoop) checking.next());
    statistics.eventLoop().ifPresent(loop -> health.supervise("stats", loop));
    control.eventLoop().ifPresent(loop -> health.supervise("control", loop));
    runtime.eventLoop().ifPresent(loop -> health.supervise("runtimeApi", loop));
    health.start();
    accepting = true;
    return new Addresses(clients, page, api, commands);
  }

  /**
   * Adds a condition to {@code /healthz}.
   *
   * @param dead yields why the process is to be restarted, in one sentence; must not block
   */
  public void restartWhen(Supplier<Optional<String>> dead) {
    health.besides(dead);
  }

  /**
   * Adds problems to the statistics.
   *
   * @param problems yields what is wrong besides, one sentence each; must not block
   */
  public void alsoShow(Supplier<List<String>> problems) {
    health.alsoShow(problems);
  }

  /**
   * Takes another configuration without losing a session or a counter. Sessions keep the idle
   * limits that they began with; what an administrator has set stays.
   *
   * @param next the configuration, which differs from the present one only in: the settings of
   *     {@code RouteOnly}, the limits but for {@link Limits#liveness}, the checks but for their
   *     state at the start, the access log, and of the statistics all but address and number of
   *     connections
   */
  public synchronized void reconfigure(ProxyConfig next) {
    ProxyConfig before = config;
    config = next.withLimits(health.refit(next.limits()));
    checks.replanned(before);
    relay.limit(config.limits());
    accessLog.apply(config.accessLog());
    router.reconfigure(config.mode());
  }

  /**
   * The servers are somewhere else. Where a controller leads, its pushes say so, and overrule this.
   *
   * @param endpoints where they are
   */
  public void moved(Endpoints endpoints) {
    addresses.replace(endpoints);
  }

  /** {@return the state of the route} */
  public RouteStatus route() {
    return router.status();
  }

  /** {@return everything that the statistics show} */
  public StatusSnapshot snapshot() {
    return status.snapshot();
  }

  /**
   * Reports that it is not ready, stops accepting after the shutdown delay, drains its sessions for
   * the drain timeout and closes the others. Blocks.
   */
  public void stop() {
    status.stopping();
    awaitShutdownDelay();
    health.stop();
    relay.stop(config.limits().drainTimeout());
    control.stop();
    runtime.stop();
    statistics.stop();
    checks.stop();
    router.stop();
    addresses.close();
    accessLog.close();
    checking.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    deciding.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  public void close() {
    stop();
  }

  private void awaitShutdownDelay() {
    try {
      if (accepting) {
        accepting = false;
        health.ending();
        Thread.sleep(config.limits().shutdownDelay());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static DialAt dialAt(Mode mode) {
    return switch (mode) {
      case Mode.Promote promote -> DialAt.FIRST_BYTE;
      case Mode.RouteOnly routeOnly -> DialAt.ACCEPT;
    };
  }

  private Router router(ConnectionContext links, SessionRecorder counts) {
    EventLoop loop = (EventLoop) deciding.next();
    return switch (config.mode()) {
      case Mode.Promote(var settings) ->
          new PromoteRouter(
              settings,
              loop,
              links,
              relay,
              counts,
              new TransitionLog(accessLog::event),
              control.peers());
      case Mode.RouteOnly routeOnly ->
          new RouteOnlyRouter(
              routeOnly, loop, addresses, links.clock(), relay, counts, links.supervisor());
    };
  }
}
