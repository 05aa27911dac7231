package io.redisfailover.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.failover.clock.MonotonicClock;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.control.ControlServer;
import io.redisfailover.proxy.control.ControlledProxy;
import io.redisfailover.proxy.control.FurtherRoutes;
import io.redisfailover.proxy.log.AccessLog;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.redis.Links;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.pipeline.PipelineRelay;
import io.redisfailover.proxy.routing.PromoteRouter;
import io.redisfailover.proxy.routing.RouteOnlyRouter;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.routing.SessionCounts;
import io.redisfailover.proxy.stats.StatisticsServer;
import io.redisfailover.proxy.stats.StatusSnapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A whole proxy. Created, started once, stopped once; {@link #stop} also after a failed start. Its
 * methods may be called by any thread that is none of its own.
 *
 * <p>Its threads: event loops that move bytes, one that watches the servers and decides, one for
 * checks and the control API, and the statistics server's own, so that none of them can delay
 * another.
 */
public final class Proxy implements AutoCloseable {
  private final ProxyConfig config;
  private final MultiThreadIoEventLoopGroup deciding;
  private final MultiThreadIoEventLoopGroup serving;
  private final AddressBook addresses;
  private final Relay relay;
  private final Router router;
  private final ServerChecks checks;
  private final ProxyStatus status;
  private final Optional<ControlServer> control;
  private Optional<StatisticsServer> statistics = Optional.empty();
  private volatile boolean accepting;

  /**
   * Where a proxy listens.
   *
   * @param clients where clients connect to
   * @param statistics where the statistics are, if they are served
   * @param control where the control API is, if it is served
   */
  public record Addresses(
      InetSocketAddress clients,
      Optional<InetSocketAddress> statistics,
      Optional<InetSocketAddress> control) {}

  /** A proxy that does nothing yet. */
  public Proxy(ProxyConfig config) {
    this(config, FurtherRoutes.NONE);
  }

  /**
   * A proxy that does nothing yet.
   *
   * @param config what it is told
   * @param further what is served beside its own control API
   */
  public Proxy(ProxyConfig config, FurtherRoutes further) {
    this.config = config;
    MonotonicClock clock = new MonotonicClock();
    Sockets sockets = Sockets.of(config.listen().transport());
    deciding = sockets.eventLoops("decide", 1);
    serving = sockets.eventLoops("serve", 1);
    addresses = new AddressBook(config.endpoints());
    SessionAccounts accounts = new SessionAccounts(new AccessLog(), clock);
    relay = new PipelineRelay(config.listen(), config.limits(), accounts, clock);
    router = router(new Links(sockets, addresses, config.credentials(), clock), accounts);
    accounts.onDialFailure(router::dialFailed);
    checks = new ServerChecks(config, sockets, (EventLoop) serving.next(), addresses, router);
    status = new ProxyStatus(config, clock, router, checks, accounts, addresses);
    control =
        config
            .control()
            .map(api ->
                new ControlServer(
                    api,
                    serving,
                    sockets,
                    new ControlledProxy(config.name(), router, relay),
                    further));
  }

  /**
   * Listens, and begins to watch the servers; clients are held until the route is known.
   *
   * @return where it listens
   * @throws IOException when an address cannot be bound; {@link #stop} frees the others
   */
  public Addresses start() throws IOException {
    InetSocketAddress clients = relay.start();
    status.bound(clients);
    router.start();
    checks.start();
    if (config.statistics().isPresent()) {
      statistics = Optional.of(StatisticsServer.start(status, status, config.statistics().get()));
    }
    Optional<InetSocketAddress> api =
        control.isPresent() ? Optional.of(control.get().start()) : Optional.empty();
    accepting = true;
    return new Addresses(clients, statistics.map(StatisticsServer::address), api);
  }

  /** {@return how the route stands} */
  public RouteStatus route() {
    return router.status();
  }

  /** {@return everything that the statistics show} */
  public StatusSnapshot snapshot() {
    return status.snapshot();
  }

  /**
   * Says that it is not ready, after the notice accepts no more, waits for sessions as long as
   * configured, closes the rest. Blocks.
   */
  public void stop() {
    status.stopping();
    giveNotice();
    relay.stop(config.limits().drainTimeout());
    control.ifPresent(ControlServer::stop);
    statistics.ifPresent(StatisticsServer::close);
    checks.stop();
    router.stop();
    addresses.close();
    serving.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    deciding.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  public void close() {
    stop();
  }

  private void giveNotice() {
    try {
      if (accepting) {
        accepting = false;
        Thread.sleep(config.limits().notice());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Router router(Links links, SessionCounts counts) {
    EventLoop loop = (EventLoop) deciding.next();
    return switch (config.mode()) {
      case Mode.Promote(var settings) ->
          new PromoteRouter(settings, loop, links, relay, counts, new TransitionLog());
      case Mode.RouteOnly routeOnly ->
          new RouteOnlyRouter(routeOnly, loop, addresses, links.clock(), relay, counts);
    };
  }
}
