package io.redisfailover.proxy;

import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.BufferMemory;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.stats.FrontendStatus;
import io.redisfailover.proxy.stats.HealthSource;
import io.redisfailover.proxy.stats.ServerStatus;
import io.redisfailover.proxy.stats.StatusSnapshot;
import io.redisfailover.proxy.stats.StatusSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What the statistics show of a proxy. Safe for threads, never blocks. */
final class ProxyStatus implements StatusSource, HealthSource {
  private final ProxyConfig config;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Router router;
  private final ServerChecks checks;
  private final SessionAccounts accounts;
  private final AddressBook addresses;
  private volatile InetSocketAddress bound;
  private volatile boolean stopping;

  ProxyStatus(
      ProxyConfig config,
      InstantSource clock,
      Router router,
      ServerChecks checks,
      SessionAccounts accounts,
      AddressBook addresses) {
    this.config = config;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.router = router;
    this.checks = checks;
    this.accounts = accounts;
    this.addresses = addresses;
    this.bound = config.listen().address();
  }

  /** Takes in where the proxy really listens. */
  void bound(InetSocketAddress address) {
    bound = address;
  }

  /** From here on the proxy says that it is not ready. */
  void stopping() {
    stopping = true;
  }

  @Override
  public StatusSnapshot snapshot() {
    RouteStatus route = router.status();
    Instant now = clock.instant();
    return new StatusSnapshot(
        config.name(),
        version(),
        now,
        Duration.between(startedAt, now),
        BufferMemory.bytes(),
        config.mode(),
        route.line(),
        route.routing(),
        route.ready(),
        route.why(),
        route.standbyObstacle(),
        new FrontendStatus(
            "redis",
            bound.getHostString() + ":" + bound.getPort(),
            config.limits().maxConnections(),
            config.limits().maxHeld(),
            accounts.frontend().snapshot()),
        server(Node.MASTER, route),
        server(Node.BACKUP, route),
        route.failovers());
  }

  @Override
  public Optional<String> notAlive() {
    return Optional.empty();
  }

  @Override
  public Optional<String> notReady() {
    if (stopping) {
      return Optional.of("the process is about to end");
    }
    RouteStatus route = router.status();
    return route.ready() ? Optional.empty() : Optional.of(route.why());
  }

  private ServerStatus server(Node node, RouteStatus route) {
    return new ServerStatus(
        node,
        addresses.endpoints().of(node),
        route.view(node),
        Optional.of(checks.of(node)),
        accounts.server(node).snapshot());
  }

  private static String version() {
    return Optional.ofNullable(ProxyStatus.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
