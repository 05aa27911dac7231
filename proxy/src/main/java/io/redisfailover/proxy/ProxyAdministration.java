package io.redisfailover.proxy;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.routing.Router;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.model.TrafficCounters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Carries out what the runtime API and the statistics page change. Safe for threads. */
final class ProxyAdministration implements Administration {
  private final Router router;
  private final ServerChecks checks;
  private final SessionControl sessions;
  private final List<TrafficCounters> counters;

  ProxyAdministration(
      Router router, ServerChecks checks, SessionControl sessions, SessionRecorder recorder) {
    this.router = router;
    this.checks = checks;
    this.sessions = sessions;
    this.counters =
        List.of(
            recorder.frontend(), recorder.server(Server.MASTER), recorder.server(Server.BACKUP));
  }

  @Override
  public CompletionStage<Optional<String>> administer(
      Server server, UnaryOperator<ServerAdmin> change) {
    return router
        .administer(server, change)
        .thenApply(refusal -> {
          checks.administered(server);
          return refusal;
        });
  }

  @Override
  public CompletionStage<Optional<String>> health(Server server, Health health) {
    return checks.force(server, health);
  }

  @Override
  public CompletionStage<Integer> endSessionsOf(Server server) {
    return sessions.end(session -> session.server().filter(server::equals).isPresent());
  }

  @Override
  public void check(Server server, boolean on) {
    checks.enable(server, on);
  }

  @Override
  public ServerAdmin of(Server server) {
    return router.admin(server);
  }

  @Override
  public void clearMaxima() {
    counters.forEach(TrafficCounters::clearMaxima);
  }

  @Override
  public void clearCounters() {
    counters.forEach(TrafficCounters::clear);
    checks.clearCounters();
  }
}
