package io.redisfailover.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckPlan;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.ServerCheck;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.routing.Router;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Runs the check scripts of both servers on one event loop. Safe for threads. */
final class ServerChecks {
  private final ServerCheck master;
  private final ServerCheck backup;
  private final ProxyConfig config;

  ServerChecks(
      ProxyConfig config, Sockets sockets, EventLoop loop, AddressBook addresses, Router router) {
    this.config = config;
    this.master = check(Server.MASTER, sockets, loop, addresses, router);
    this.backup = check(Server.BACKUP, sockets, loop, addresses, router);
  }

  /** Starts the checks; Backup's begin half an interval later, as HAProxy staggers them. */
  void start() {
    master.start(Duration.ZERO);
    backup.start(config.checks().settings().interval().dividedBy(2));
  }

  /** {@return what the checks of {@code server} have found so far} */
  CheckedServer of(Server server) {
    return (server == Server.MASTER ? master : backup).current();
  }

  /** Stops the checks. */
  void stop() {
    master.close();
    backup.close();
  }

  private ServerCheck check(
      Server server, Sockets sockets, EventLoop loop, AddressBook addresses, Router router) {
    return new ServerCheck(
        "redis/" + server,
        new Bootstrap().channel(sockets.client()),
        loop,
        () -> plan(server, addresses),
        result -> router.checked(server, result.health().isUp()));
  }

  private static InetSocketAddress unresolved(Endpoint named) {
    return InetSocketAddress.createUnresolved(named.host(), named.port());
  }

  private CheckPlan plan(Server server, AddressBook addresses) {
    return new CheckPlan(
        addresses.of(server).orElseGet(() -> unresolved(addresses.endpoints().of(server))),
        config.checks().scriptWith(config.secrets().credentials()),
        config.checks().settings());
  }
}
