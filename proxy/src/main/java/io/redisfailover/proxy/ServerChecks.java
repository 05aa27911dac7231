package io.redisfailover.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.redisfailover.failover.view.Endpoint;
import io.redisfailover.failover.view.Node;
import io.redisfailover.proxy.check.CheckPlan;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.ServerCheck;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.routing.Router;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The check scripts of both servers, on one event loop. Safe for threads. */
final class ServerChecks {
  private final ServerCheck master;
  private final ServerCheck backup;
  private final ProxyConfig config;

  ServerChecks(
      ProxyConfig config, Sockets sockets, EventLoop loop, AddressBook addresses, Router router) {
    this.config = config;
    this.master = check(Node.MASTER, sockets, loop, addresses, router);
    this.backup = check(Node.BACKUP, sockets, loop, addresses, router);
  }

  /** Begins; the second server's checks are staggered by half an interval, as HAProxy's are. */
  void start() {
    master.start(Duration.ZERO);
    backup.start(config.checks().settings().interval().dividedBy(2));
  }

  /** {@return what the checks of {@code node} have found so far} */
  CheckedServer of(Node node) {
    return (node == Node.MASTER ? master : backup).current();
  }

  /** Ends them. */
  void stop() {
    master.close();
    backup.close();
  }

  private ServerCheck check(
      Node node, Sockets sockets, EventLoop loop, AddressBook addresses, Router router) {
    return new ServerCheck(
        "redis/" + node,
        new Bootstrap().channel(sockets.client()),
        loop,
        () -> plan(node, addresses),
        result -> router.checked(node, result.health().isUp()));
  }

  private static InetSocketAddress unknown(Endpoint named) {
    return InetSocketAddress.createUnresolved(named.host(), named.port());
  }

  private CheckPlan plan(Node node, AddressBook addresses) {
    return new CheckPlan(
        addresses.of(node).orElseGet(() -> unknown(addresses.endpoints().of(node))),
        config.checks().scriptWith(config.credentials().current()),
        config.checks().settings());
  }
}
