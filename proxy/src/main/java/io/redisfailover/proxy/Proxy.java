package io.redisfailover.proxy;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.redisfailover.proxy.clock.MonotonicClock;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.log.AccessLog;
import io.redisfailover.proxy.log.TransitionLog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.redis.Links;
import io.redisfailover.proxy.relay.Relay;
import io.redisfailover.proxy.relay.pipeline.PipelineRelay;
import io.redisfailover.proxy.routing.PromoteRouter;
import io.redisfailover.proxy.routing.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A whole proxy. Created, started once, stopped once; {@link #stop} also after a failed start.
 *
 * <p>Three groups of threads: event loops that move bytes, one that watches the servers and
 * decides, and one for those who ask (control API, statistics), so that none of them can delay
 * another.
 */
public final class Proxy implements AutoCloseable {
  private final ProxyConfig config;
  private final MultiThreadIoEventLoopGroup deciding;
  private final AddressBook addresses;
  private final SessionAccounts accounts;
  private final Relay relay;
  private final Router router;

  /** A proxy that does nothing yet. */
  public Proxy(ProxyConfig config) {
    this.config = config;
    MonotonicClock clock = new MonotonicClock();
    Sockets sockets = Sockets.of(config.listen().transport());
    deciding = sockets.eventLoops("decide", 1);
    addresses = new AddressBook(config.endpoints());
    accounts = new SessionAccounts(new AccessLog());
    relay = new PipelineRelay(config.listen(), config.limits(), accounts, clock);
    Links links = new Links(sockets, addresses, config.credentials(), clock);
    router = router(links, (EventLoop) deciding.next());
    accounts.onDialFailure(router::dialFailed);
  }

  /**
   * Listens, and begins to watch the servers; clients are held until the route is known.
   *
   * @return the address that clients connect to
   * @throws IOException when an address cannot be bound
   */
  public InetSocketAddress start() throws IOException {
    InetSocketAddress bound = relay.start();
    router.start();
    return bound;
  }

  /** {@return what decides the route} */
  public Router router() {
    return router;
  }

  /** Accepts no more, waits for sessions as long as configured, closes the rest. Blocks. */
  public void stop() {
    relay.stop(config.limits().drainTimeout());
    router.stop();
    addresses.close();
    deciding.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  public void close() {
    stop();
  }

  private Router router(Links links, EventLoop loop) {
    return switch (config.mode()) {
      case Mode.Promote(var settings) ->
          new PromoteRouter(settings, loop, links, relay, new TransitionLog());
      case Mode.RouteOnly routeOnly ->
          throw new UnsupportedOperationException("RouteOnly is not wired yet: " + routeOnly);
    };
  }
}
