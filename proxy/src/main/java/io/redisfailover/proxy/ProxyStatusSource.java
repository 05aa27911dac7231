package io.redisfailover.proxy;

import io.redisfailover.controlapi.Sentence;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.BufferMemory;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.routing.RouteStatus;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.stats.HealthSource;
import io.redisfailover.proxy.stats.StatusSource;
import io.redisfailover.proxy.stats.model.FrontendStatus;
import io.redisfailover.proxy.stats.model.ServerSnapshot;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what the statistics show of a proxy. Safe for threads, never blocks. */
final class ProxyStatusSource implements StatusSource, HealthSource {
  private final Supplier<ProxyConfig> configuration;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Router router;
  private final ServerChecks checks;
  private final SessionRecorder recorder;
  private final SessionControl sessions;
  private final AddressBook addresses;
  private final ProcessHealth health;
  private volatile InetSocketAddress bound;
  private volatile boolean stopping;

  ProxyStatusSource(
      Supplier<ProxyConfig> configuration,
      InstantSource clock,
      Router router,
      ServerChecks checks,
      SessionRecorder recorder,
      SessionControl sessions,
      AddressBook addresses,
      ProcessHealth health) {
    this.configuration = configuration;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.router = router;
    this.checks = checks;
    this.recorder = recorder;
    this.sessions = sessions;
    this.addresses = addresses;
    this.health = health;
    this.bound = configuration.get().listen().address();
  }

  /** Takes in the address that was bound. */
  void bound(InetSocketAddress address) {
    bound = address;
  }

  /** The proxy is not ready from here on. */
  void stopping() {
    stopping = true;
  }

  @Override
  public StatusSnapshot snapshot() {
    ProxyConfig config = configuration.get();
    RouteStatus route = router.status();
    Instant now = clock.instant();
    return new StatusSnapshot(
        config.name(),
        version(),
        now,
        Duration.between(startedAt, now),
        BufferMemory.bytes(),
        config.mode(),
        route.epoch(),
        route.routing(),
        route.ready(),
        Sentence.of(route.message()),
        route.standbyObstacle().map(Sentence::of),
        new FrontendStatus(
            "redis",
            bound.getHostString() + ":" + bound.getPort(),
            sessions.sessionLimit(),
            config.limits().maxHeld(),
            sessions.serverConnectionLimit(),
            recorder.frontend().snapshot()),
        server(Server.MASTER, route),
        server(Server.BACKUP, route),
        route.roleChanges(),
        route.markerWrites(),
        health.report());
  }

  @Override
  public Optional<String> notAlive() {
    return health.dead();
  }

  @Override
  public Optional<String> notReady() {
    if (stopping) {
      return Optional.of("The process is shutting down.");
    }
    Optional<String> dead = health.dead();
    if (dead.isPresent()) {
      return dead;
    }
    RouteStatus route = router.status();
    return route.ready() ? Optional.empty() : Optional.of(Sentence.of(route.message()));
  }

  private ServerSnapshot server(Server server, RouteStatus route) {
    return new ServerSnapshot(
        server,
        addresses.endpoints().of(server),
        route.result(server),
        Optional.of(checks.of(server)),
        recorder.server(server).snapshot(),
        router.admin(server));
  }

  private static String version() {
    return Optional.ofNullable(ProxyStatusSource.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
