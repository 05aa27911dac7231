package io.redisfailover.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.redisfailover.controlapi.supervision.Weight;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.check.CheckPlan;
import io.redisfailover.proxy.check.CheckResult;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.check.CheckWarmUp;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.check.ServerCheck;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.Syslog;
import io.redisfailover.proxy.net.AddressBook;
import io.redisfailover.proxy.redis.ConnectionContext;
import io.redisfailover.proxy.routing.Availability;
import io.redisfailover.proxy.routing.Router;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs the check scripts of both servers on one event loop. Safe for threads. */
final class ServerChecks {
  private static final String BACKEND = "redis";

  private final ServerCheck master;
  private final ServerCheck backup;
  private final Supplier<ProxyConfig> config;
  private final ConnectionContext links;
  private final EventLoop loop;
  private final HealthLog log;
  private CompletableFuture<List<CheckResult>> warmUp =
      CompletableFuture.completedFuture(List.of());

  /**
   * Creates checks that have not started.
   *
   * @param config yields the configuration; each check follows the present one
   * @param links what connections to the servers need
   * @param loop the event loop that they run on
   * @param router takes what servers may be used for
   * @param recorder tells of sessions, and takes the lines of changes
   */
  ServerChecks(
      Supplier<ProxyConfig> config,
      ConnectionContext links,
      EventLoop loop,
      Router router,
      SessionRecorder recorder) {
    this.config = config;
    this.log = new HealthLog(BACKEND, recorder, router::admin, this::logsEachCheck);
    this.links = links;
    this.loop = loop;
    this.master = check(Server.MASTER, links, loop, router);
    this.backup = check(Server.BACKUP, links, loop, router);
    this.log.begin(Server.MASTER, master.current());
    this.log.begin(Server.BACKUP, backup.current());
    recorder.onDial(this::observed);
  }

  /**
   * Rehearses checks. In {@code RouteOnly}, where clients wait for the first verdict, it waits
   * until the rehearsal is over, so that the listener opens with it done; at most for its limit.
   */
  void warmUp() {
    warmUp =
        CheckWarmUp.play(
                links.sockets(),
                loop,
                links
                    .supervisor()
                    .add("the rehearsal of the checks", Weight.MINOR, CheckWarmUp.LIMIT))
            .completeOnTimeout(List.of(), 2 * CheckWarmUp.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (config.get().mode() instanceof Mode.RouteOnly) {
      var unused = warmUp.join();
    }
  }

  /**
   * Starts the checks when their rehearsal is over; Backup's begin half an interval later, as
   * HAProxy staggers them.
   */
  void start() {
    var unused =
        warmUp.thenRun(() -> {
          master.start(Duration.ZERO);
          backup.start(config.get().checks().settings().interval().dividedBy(2));
        });
  }

  /** {@return what the checks of {@code server} have found so far} */
  CheckedServer of(Server server) {
    return check(server).current();
  }

  private ServerCheck check(Server server) {
    return server == Server.MASTER ? master : backup;
  }

  /** Goes on with the checks of a server, or stops them. */
  void enable(Server server, boolean on) {
    check(server).enable(on);
  }

  /**
   * Sets the health of a server, if it decides the route.
   *
   * @return why it is not set, in one sentence; empty when the router knows it
   */
  CompletionStage<Optional<String>> force(Server server, Administration.Health health) {
    if (config.get().mode() instanceof Mode.Promote) {
      return CompletableFuture.completedFuture(
          Optional.of("In mode Promote the check only shows, so its verdict cannot be set."));
    }
    return check(server)
        .force(health != Administration.Health.DOWN, health == Administration.Health.STOPPING)
        .thenApply(done -> Optional.empty());
  }

  /** An administrator may have set something for a server, and the router knows it. */
  void administered(Server server) {
    loop.execute(() -> log.administered(server));
  }

  /** There is another configuration than before; other times count at once. */
  void replanned(ProxyConfig before) {
    if (!before.checks().settings().equals(config.get().checks().settings())) {
      master.replanned(patience());
      backup.replanned(patience());
    }
  }

  /** Begins the counters of failures anew. */
  void clearCounters() {
    master.clearCounters();
    backup.clearCounters();
  }

  /** Stops the checks. */
  void stop() {
    master.close();
    backup.close();
  }

  /**
   * A client was connected to a server, or could not be. In {@code Promote} the replication watch
   * asks the server itself.
   */
  void observed(Server server, boolean succeeded) {
    ProxyConfig now = config.get();
    if (now.mode() instanceof Mode.RouteOnly && now.checks().settings().observation().isPresent()) {
      check(server).observed(succeeded);
    }
  }

  private boolean logsEachCheck() {
    return config.get().accessLog().syslog().filter(Syslog::healthChecks).isPresent();
  }

  private ServerCheck check(Server server, ConnectionContext links, EventLoop loop, Router router) {
    return new ServerCheck(
        server,
        links.supervisor().add("the check of " + server, weight(), patience()),
        new Bootstrap().channel(links.sockets().client()),
        loop,
        () -> plan(server, links.addresses()),
        new ServerCheck.Listener() {
          @Override
          public void checked(CheckedServer now) {
            log.checked(server, now);
            router.checked(server, availability(now));
          }

          @Override
          public void forced(CheckedServer now) {
            log.forced(server, now);
            router.checked(server, availability(now));
          }
        });
  }

  private static Availability availability(CheckedServer server) {
    if (!server.health().isUp()) {
      return Availability.DOWN;
    }
    return server.takesNewSessions() ? Availability.UP : Availability.NO_NEW_SESSIONS;
  }

  /** In {@code Promote} the checks are for the statistics only. */
  private Weight weight() {
    return config.get().mode() instanceof Mode.RouteOnly ? Weight.VITAL : Weight.MINOR;
  }

  /** Three checks that take as long as they may. */
  private Duration patience() {
    CheckSettings settings = config.get().checks().settings();
    Duration one =
        settings
            .interval()
            .plus(settings.downInterval())
            .plus(settings.connectTimeout())
            .plus(settings.timeout().orElse(Duration.ZERO));
    return one.multipliedBy(3).plusSeconds(10);
  }

  private static InetSocketAddress unresolved(Endpoint named) {
    return InetSocketAddress.createUnresolved(named.host(), named.port());
  }

  private CheckPlan plan(Server server, AddressBook addresses) {
    ProxyConfig now = config.get();
    return new CheckPlan(
        addresses.of(server).orElseGet(() -> unresolved(addresses.endpoints().of(server))),
        now.checks().scriptWith(now.secrets().credentials()),
        now.checks().settings(),
        BACKEND,
        server.displayName());
  }
}
