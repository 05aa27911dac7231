package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.log.RefusalLog;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.relay.SessionPhase;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/** What the commands read in tests: a sample of the statistics, and two sessions. */
final class SampleView {
  static final RuntimeApiSettings SETTINGS =
      RuntimeApiSettings.on(
          new RuntimeApiSettings.UnixSocket(
              Path.of("/run/redis-failover/admin.sock"), 0600, RuntimeLevel.ADMIN));

  private SampleView() {}

  static RuntimeView of(StatusSnapshot status) {
    TwoSessions sessions = new TwoSessions();
    return new RuntimeView(
        () -> status,
        sessions,
        new Administered(sessions),
        SETTINGS,
        2,
        () -> 20_000,
        ZoneOffset.UTC);
  }

  /** {@return a connection that may do what the level says} */
  static CliSession session(RuntimeLevel level) {
    return new CliSession(
        RuntimeCommands.table(of(SampleStatuses.normal())),
        new CliState(level, false, Duration.ofSeconds(10)),
        new RuntimeAudit(new RefusalLog(LoggerFactory.getLogger(RuntimeAudit.class))),
        "127.0.0.1:4711");
  }

  /** Sets Master, and refuses to set Backup. */
  static final class Administered implements Administration {
    private final SessionControl sessions;
    private ServerAdmin master = ServerAdmin.USUAL;

    Administered(SessionControl sessions) {
      this.sessions = sessions;
    }

    @Override
    public CompletionStage<Optional<String>> administer(
        Server server, UnaryOperator<ServerAdmin> change) {
      if (server == Server.BACKUP) {
        return CompletableFuture.completedFuture(Optional.of("Not Backup."));
      }
      master = change.apply(master);
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<String>> health(Server server, Health health) {
      return CompletableFuture.completedFuture(Optional.of("Not the health."));
    }

    @Override
    public CompletionStage<Integer> endSessionsOf(Server server) {
      return sessions.end(session -> session.server().equals(Optional.of(server)));
    }

    @Override
    public void check(Server server, boolean on) {}

    @Override
    public ServerAdmin of(Server server) {
      return server == Server.MASTER ? master : ServerAdmin.USUAL;
    }

    @Override
    public void clearMaxima() {}

    @Override
    public void clearCounters() {}
  }

  /** One has a server and the other one waits. */
  static final class TwoSessions implements SessionControl {
    private final List<OpenSession> open =
        new ArrayList<>(
            List.of(
                session(0x2a, Optional.of(Server.MASTER), SessionPhase.DATA),
                session(0x2b, Optional.empty(), SessionPhase.QUEUE)));
    private int limit = 20_000;
    private int serverLimit;

    private static OpenSession session(long id, Optional<Server> server, SessionPhase phase) {
      return new OpenSession(
          id,
          new InetSocketAddress(address(), 41_178),
          SampleStatuses.normal().at().minusSeconds(75),
          server,
          phase,
          6,
          7);
    }

    private static InetAddress address() {
      try {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, 9});
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public CompletionStage<List<OpenSession>> list() {
      return CompletableFuture.completedFuture(List.copyOf(open));
    }

    @Override
    public CompletionStage<Integer> end(Predicate<OpenSession> which) {
      int before = open.size();
      open.removeIf(which);
      return CompletableFuture.completedFuture(before - open.size());
    }

    @Override
    public void limitSessions(int most) {
      limit = most;
    }

    @Override
    public int sessionLimit() {
      return limit;
    }

    @Override
    public void limitServerConnections(int most) {
      serverLimit = most;
    }

    @Override
    public int serverConnectionLimit() {
      return serverLimit;
    }
  }
}
